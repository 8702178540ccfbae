/** The bundler points this at `driver-mysql` for the other engines, so that a bundle carries one driver only. */
export { createDialect, engineFamily } from './driver-postgres';
