/** The invitation of the first administrator, at the path that `create-admin` prints. */
import { FastifyInstance } from 'fastify';
import { PATHS } from '../../../../src/contract/paths';
import { acceptInvitation, INVITATION_MINUTES } from '../../../application/administration/invitation';
import { readNewPassword } from '../../../domain/accounts/password';
import { isToken } from '../../../domain/accounts/session';
import { hiddenFields } from '../back-office/fields';
import { queryOf } from '../back-office/request';
import { Form } from '../forms';
import { html } from '../html';
import { oneLine } from '../input';
import { rememberBrowser } from '../known-browser';
import { PageError } from '../page-error';
import { csrfField, problemSummary } from '../pages/form';
import { layout } from '../pages/layout';
import { newPasswordField } from '../pages/register';
import { drawHashes, hashInTurn } from '../passwords';
import { seeOther, sendPage } from '../reply';
import { Storefront } from '../storefront';
import { sessionStore, Visitor, visitorOf } from '../visitor';
import { drawByAddress, refuseWhenMany } from '../visitor-address';

const ADDRESS = '/admin-invitation';
const TRIES = { name: 'admin invitation', most: 10, minutes: 15 };

/**
 * Registers the page on which an invited administrator chooses a password.
 *
 * @param shop - its limits count tries by address before a password is hashed
 */
export function registerInvitation(app: FastifyInstance, shop: Storefront): void {
  app.get(ADDRESS, async (request, reply) => {
    await shop.schemaReady();
    const token = oneLine(queryOf(request).token);
    if (!isToken(token)) throw noInvitation();
    return sendPage(reply, invitationPage(shop, visitorOf(request), Form.filled({ token })));
  });
  app.post(ADDRESS, { config: { forms: 'origin' } }, async (request, reply) => {
    await shop.schemaReady();
    const form = Form.of(request);
    if (!isToken(form.text('token'))) throw noInvitation();
    const password = form.read('password', 'Password', readNewPassword(''));
    if (password === undefined) return sendPage(reply, invitationPage(shop, visitorOf(request), form), 422);
    await refuseWhenMany(shop, [drawByAddress(shop, request, TRIES), drawHashes(shop, request)]);
    const passwordHash = await hashInTurn(password);
    const accepted = await acceptInvitation(shop.store, form.text('token'), passwordHash, shop.clock.now());
    if (!accepted) throw noInvitation();
    await Promise.all(accepted.endedSessions.map(async (hash) => sessionStore(shop).forget(hash)));
    rememberBrowser(shop, request, reply, passwordHash);
    return seeOther(reply, `${PATHS.signIn}?next=%2Fadmin`);
  });
}

function noInvitation(): PageError {
  return new PageError(
    404,
    'No such invitation',
    `An invitation works once, for ${INVITATION_MINUTES} minutes. Make another one with the create-admin command.`,
  );
}

function invitationPage(shop: Storefront, visitor: Visitor, form: Form): string {
  return layout(
    { shop, visitor, title: 'Become an administrator' },
    html`<div class="narrow">
<h1>Become an administrator</h1>
<p>Choose the password of your account. You sign in with it afterwards.</p>
${problemSummary(form)}
<form class="stack" action="${ADDRESS}" method="post">
${csrfField(visitor)}${hiddenFields({ token: form.text('token') })}
${newPasswordField(form)}
<button class="button" type="submit">Set the password</button>
</form>
</div>`,
  );
}
