/** Formats in which the report is written into the assembly, in `well-architected/`. */
export enum ReportFormat {
  /** `report.json`, which the command line reads: always written. */
  JSON = 'report.json',

  /** `report.md`: for a pull request or the summary of a build. */
  MARKDOWN = 'report.md',

  /** `report.html`: one file for people, readable without a network and without scripts. */
  HTML = 'report.html',

  /** `report.sarif`: for code scanning. */
  SARIF = 'report.sarif',

  /** `lens.json`: the rules as a custom lens of the AWS Well-Architected Tool. */
  LENS = 'lens.json',

  /** `answers.json`: answers to the custom lens, for each question one input of `aws wellarchitected update-answer`. */
  ANSWERS = 'answers.json',

  /** `junit.xml`: for build servers. */
  JUNIT = 'junit.xml',
}
