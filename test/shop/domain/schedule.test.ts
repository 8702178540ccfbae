import { dueTasks } from '../../../shop/domain/schedule';

const at = (time: string) => dueTasks(new Date(`2026-11-23T${time}Z`));
const EVERY_MINUTE = ['expire-orders', 'pack-delayed', 'announce-offers', 'relay'];
const ALL = ['expire-orders', 'pack-delayed', 'reconcile', 'remind-carts', 'announce-offers', 'clean-up', 'relay'];

describe('the due tasks', () => {
  test.each([
    ['02:41:00', EVERY_MINUTE],
    ['02:41:59.999', EVERY_MINUTE],
    ['02:40:00', ['expire-orders', 'pack-delayed', 'reconcile', 'announce-offers', 'relay']],
    ['02:45:30', ALL],
    ['00:00:00', ALL],
  ])('at %s', (time, tasks) => {
    expect(at(time)).toEqual(tasks);
  });

  test('in an hour each task runs as often as planned', () => {
    const turns = Array.from({ length: 60 }, (_, minute) => at(`10:${String(minute).padStart(2, '0')}:07`)).flat();
    const count = (name: string) => turns.filter((each) => each === name).length;
    expect(ALL.map(count)).toEqual([60, 60, 12, 4, 60, 4, 60]);
  });
});
