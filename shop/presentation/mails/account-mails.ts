import { compose, MailShop } from './compose';
import { PATHS } from '../../../src/contract/paths';
import { RESET_MINUTES } from '../../application/accounts/reset-password';
import { MailContent } from '../../domain/mails/mail';
import { AccountMails } from '../../ports/mail-texts';

/** Returns the mails about accounts, with links when the shop has an address. */
export function accountMails(shop: MailShop): AccountMails {
  return { passwordReset: (code) => resetMail(code, shop) };
}

function resetMail(code: string, { shopName, shopUrl }: MailShop): MailContent {
  const codeBlocks =
    shopUrl === undefined
      ? [{ text: 'Type this code into the page on which you asked for it:' }, { text: code }]
      : [
          {
            link: {
              label: 'Choose a new password',
              url: `${shopUrl}${PATHS.reset}/code?code=${encodeURIComponent(code)}`,
            },
          },
          { text: `Or type this code into the page: ${code}` },
        ];
  return compose({
    shopName,
    subject: 'Choose a new password',
    blocks: [
      { text: 'Someone, probably you, asked for a new password for your account.' },
      ...codeBlocks,
      {
        text:
          `This works once, for ${RESET_MINUTES} minutes. ` +
          'If it was not you, do nothing: your password stays as it is.',
      },
    ],
  });
}
