// For MySQL and MariaDB the bundler replaces this file by `driver-mysql`, so that a bundle contains one driver only.
export { createDialect, engineFamily } from './driver-postgres';
