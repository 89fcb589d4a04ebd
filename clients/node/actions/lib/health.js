// SPDX-License-Identifier: Apache-2.0
'use strict';

const MAX_WATCHES = 1000;

// Tells Herald whether calls are welcome.
class Health {
  #status = 'SERVING';
  #watches = new Set();

  // The service's methods, for any service's name: there is one answer.
  implementation() {
    return {
      Check: (call, callback) => callback(null, { status: this.#status }),
      Watch: (call) => {
        if (this.#watches.size >= MAX_WATCHES) return call.end();
        this.#watches.add(call);
        call.on('cancelled', () => {
          this.#watches.delete(call);
          call.end();
        });
        call.write({ status: this.#status });
      },
    };
  }

  // No more calls, please. Those that watch are told.
  end() {
    this.#status = 'NOT_SERVING';
    for (const watch of this.#watches) {
      watch.write({ status: this.#status });
      watch.end();
    }
    this.#watches.clear();
  }
}

module.exports = { Health };
