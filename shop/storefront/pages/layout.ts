import { html, Html } from '../html';
import { STYLE_PATH } from '../style';

export interface Layout {
  readonly shopName: string;
  readonly title: string;
  /** What stands in the search field. */
  readonly search?: string;
}

/** The frame of every page: works without JavaScript, with a keyboard and with a screen reader. */
export function layout({ shopName, title, search }: Layout, main: Html): string {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title === shopName ? shopName : `${title} – ${shopName}`}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
<link rel="icon" href="data:,">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header class="top">
<a class="brand" href="/">${shopName}</a>
<form class="search" role="search" action="/" method="get">
<label class="unseen" for="q">Search products</label>
<input id="q" name="q" type="search" maxlength="80" placeholder="Search products" value="${search ?? ''}">
<button type="submit">Search</button>
</form>
</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><p>${shopName}. Prices include tax where it applies.</p></footer>
</body>
</html>
`.text;
}
