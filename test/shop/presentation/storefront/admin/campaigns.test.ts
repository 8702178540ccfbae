import { ulid } from 'ulid';
import { buildApp } from '../../../../../shop/presentation/storefront/app';
import { writing } from '../../../support/writing';
import { Administration, useAdministration } from '../support/administration';
import { signedIn, valueOf } from '../support/staff';
import { testStorefront } from '../support/storefront';

const HOSTILE = "<script>alert(1)</script>'; drop table customer; --";

describe("the administrator's pages", () => {
  let shop: Administration['shop'];
  let app: Administration['app'];
  let admin: Administration['admin'];
  useAdministration((made) => {
    ({ shop, app, admin } = made);
  });

  describe('campaigns', () => {
    const agree = async () => {
      const { customerId } = await signedIn(app, shop.store, 'customer');
      await writing(shop.store).consents.record({
        id: ulid(),
        customerId,
        purpose: 'offers',
        granted: true,
        source: 'account',
        textVersion: '1',
        recordedAt: new Date(),
      });
    };
    const draft = (overrides: Readonly<Record<string, string>> = {}) => ({
      id: ulid(),
      subject: 'Beans',
      text: 'Ten percent off.\r\nToday only.',
      ...overrides,
    });

    test('are written, previewed and sent; repeated clicks make one row', async () => {
      await agree();
      const form = { ...draft(), id: valueOf(await admin.get('/admin/campaigns/new'), 'id') };
      const preview = await admin.post('/admin/campaigns', { ...form, step: 'preview' });
      expect(preview.body).toContain('<strong>1 customer</strong> agreed');
      expect(preview.body).toContain('Ten percent off.\nToday only.');
      expect(preview.body).toContain('https://shop.example.com/unsubscribe?token=');
      expect(await shop.query('select id from campaign')).toEqual([]);
      const edit = await admin.post('/admin/campaigns', { ...form, step: 'edit' });
      expect(valueOf(edit, 'subject')).toBe('Beans');
      for (const click of [1, 2]) {
        expect([click, (await admin.post('/admin/campaigns', { ...form, step: 'send' })).headers.location]).toEqual([
          click,
          '/admin/campaigns?done=sent',
        ]);
      }
      expect(await shop.query('select id, subject, body, state, created_by from campaign')).toEqual([
        {
          id: form.id,
          subject: 'Beans',
          body: 'Ten percent off.\nToday only.',
          state: 'sending',
          created_by: admin.customerId,
        },
      ]);
      expect((await admin.get('/admin/campaigns?done=sent')).body).toContain('is being sent');
    });

    test('are refused with their problems, and markup is shown as text', async () => {
      for (const [field, value] of [
        ['subject', ''],
        ['subject', 'two\nlines'],
        ['subject', 'x'.repeat(151)],
        ['text', ''],
        ['text', 'x'.repeat(5_001)],
      ]) {
        expect((await admin.post('/admin/campaigns', { ...draft({ [field]: value }), step: 'send' })).status).toBe(422);
      }
      expect((await admin.post('/admin/campaigns', { ...draft({ id: '1' }), step: 'send' })).status).toBe(400);
      await agree();
      const page = await admin.post('/admin/campaigns', {
        ...draft({ subject: HOSTILE, text: `</pre>${HOSTILE}` }),
        step: 'preview',
      });
      expect(page.body).not.toContain('<script>');
      expect(await shop.query('select id from campaign')).toEqual([]);
    });

    test('reach only customers who agreed, and need an address to unsubscribe at', async () => {
      expect((await admin.post('/admin/campaigns', { ...draft(), step: 'preview' })).body).toContain(
        'it would reach no one',
      );
      await agree();
      await agree();
      const own = buildApp(testStorefront(shop.store, { shopUrl: undefined }));
      const there = await signedIn(own, shop.store, 'admin');
      const preview = await there.post('/admin/campaigns', { ...draft(), step: 'preview' });
      expect(preview.body).toContain('<strong>2 customers</strong>');
      expect(preview.body).not.toContain('value="send"');
      expect((await there.post('/admin/campaigns', { ...draft(), step: 'send' })).status).toBe(409);
      expect(await shop.query('select id from campaign')).toEqual([]);
      await own.close();
    });
  });
});
