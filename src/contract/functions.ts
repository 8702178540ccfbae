/**
 * The business functions that come with the package. `name` is the handler's file, the bundle's folder and the
 * function's name in traces; `id` is the construct's id.
 */
export const FUNCTIONS = {
  orderProcessing: { name: 'order-processing', id: 'OrderProcessing' },
  paymentVerification: { name: 'payment-verification', id: 'PaymentVerification' },
  shippingNotification: { name: 'shipping-notification', id: 'ShippingNotification' },
  customerNotification: { name: 'customer-notification', id: 'CustomerNotification' },
  storeApi: { name: 'store-api', id: 'StoreApi' },
  scheduledTasks: { name: 'scheduled-tasks', id: 'ScheduledTasks' },
  migrations: { name: 'migrations', id: 'Migrations' },
} as const;

/** The schedule on which EventBridge calls the scheduled tasks. */
export const SCHEDULE_RATE = 'rate(1 minute)';
