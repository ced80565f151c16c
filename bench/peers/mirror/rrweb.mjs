// rrweb with its defaults; what it emits is made into JSON, as it must be to be sent.
import { drive } from './driver.mjs';

export function rrweb(name, record) {
  let end = null;
  drive({
    name,
    async start(emit) {
      end = record({ emit: (event) => emit(JSON.stringify(event)) });
    },
    async keyframe() {
      record.takeFullSnapshot();
    },
    stop() {
      end?.();
      end = null;
    },
  });
}
