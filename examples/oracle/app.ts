import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { BusinessFunction, DatabaseEngine, EcommerceArchitecture, OracleEdition, WebServer } from '../../src';

/**
 * A shop on Oracle, with a custom server and custom functions, because the samples do not support Oracle. There is no
 * RDS Proxy and no IAM sign-in; server and functions find the database and its credential by DATABASE_HOST,
 * DATABASE_PORT, DATABASE_NAME and DATABASE_SECRET_ARN.
 *
 * The code requires no package: it stores orders, payments and shipments as objects in the media bucket, outside of the
 * folder that CloudFront serves. Comments mark the places for calls of Oracle's driver.
 */
export const app = new App();
const stack = new Stack(app, 'Oracle', { env: { account: '111111111111', region: 'us-east-1' } });

const code = (handler: string) =>
  BusinessFunction.code(Code.fromAsset(join(__dirname, 'functions')), {
    handler: `${handler}.handler`,
    runtime: Runtime.NODEJS_24_X,
  });

export const shop = new EcommerceArchitecture(stack, 'Shop', {
  database: {
    // The licence model has no default, because each choice costs money: here the hourly price includes the licence.
    engine: DatabaseEngine.oracle({ edition: OracleEdition.STANDARD_TWO, licenseModel: LicenseModel.LICENSE_INCLUDED }),
  },
  commerce: {
    orderProcessing: code('order-processing'),
    paymentVerification: code('payment-verification'),
    shippingNotification: code('shipping-notification'),
  },
  web: { server: WebServer.directory(join(__dirname, 'server'), { start: 'node-24 server.mjs' }) },
});

// Outside of `media/`, so CloudFront does not serve them.
shop.storage.connectMedia(shop.commerce.orderProcessing, 'orders/');
shop.storage.connectMedia(shop.commerce.paymentVerification, 'payments/');
shop.storage.connectMedia(shop.commerce.shippingNotification, 'shipments/');

app.synth();
