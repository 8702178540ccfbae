import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { LicenseModel } from 'aws-cdk-lib/aws-rds';
import { BusinessFunction, DatabaseEngine, EcommerceArchitecture, OracleEdition, WebServer } from '../../src';

/**
 * A shop on Oracle. There is no RDS Proxy and no IAM sign-in for it, and the sample code does not speak to it, so server and functions are
 * brought along; DATABASE_HOST, DATABASE_PORT, DATABASE_NAME and DATABASE_SECRET_ARN tell them where the database is and who may sign in.
 *
 * The code here needs no package: it keeps what it accepts as objects in the media bucket, outside of the folder that CloudFront serves.
 * Each file says where a call of Oracle's driver would go.
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
    // Never guessed, because either answer costs money: here the licence is part of the price by the hour.
    engine: DatabaseEngine.oracle({ edition: OracleEdition.STANDARD_TWO, licenseModel: LicenseModel.LICENSE_INCLUDED }),
  },
  commerce: {
    orderProcessing: code('order-processing'),
    paymentVerification: code('payment-verification'),
    shippingNotification: code('shipping-notification'),
  },
  web: { server: WebServer.directory(join(__dirname, 'server'), { start: 'node-24 server.mjs' }) },
});

// Beside `media/`, so that no visitor sees them.
shop.storage.connectMedia(shop.commerce.orderProcessing, 'orders/');
shop.storage.connectMedia(shop.commerce.paymentVerification, 'payments/');
shop.storage.connectMedia(shop.commerce.shippingNotification, 'shipments/');

app.synth();
