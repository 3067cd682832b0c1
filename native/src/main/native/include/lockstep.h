/* The C interface of the C++ engine.
 *
 * Every function returns a number; a negative one is an error code of lockstep_error, and
 * lockstep_last_error() says in words what was wrong. No C++ exception crosses this interface.
 * Strings are UTF-8 and end with NUL.
 */
#ifndef LOCKSTEP_H
#define LOCKSTEP_H

#include <stdint.h>

#define LOCKSTEP_API __attribute__((visibility("default")))

#ifdef __cplusplus
extern "C" {
#endif

enum lockstep_error {
  LOCKSTEP_BAD_ARGUMENT = -1, /* a number or a name out of range */
  LOCKSTEP_CLOSED = -2,       /* the pool is closed */
  LOCKSTEP_DEVICE = -3,       /* the device refused */
  LOCKSTEP_ILLEGAL_CALL = -4, /* this thread may not make this call, or not with this argument */
  LOCKSTEP_RANK = -5,         /* a lock was asked for against the order of the ranks */
  LOCKSTEP_TOO_SMALL = -6,    /* the buffer given does not hold the answer */
  LOCKSTEP_HUNG = -7, /* a thread neither reached a step point nor came to rest for a minute */
  LOCKSTEP_INTERNAL = -8,
  LOCKSTEP_TIMEOUT = -9, /* no stream became free in the time given */
  LOCKSTEP_STALE = -10   /* the lease of this handle is over */
};

/* The version of this interface; it changes whenever this header does. */
LOCKSTEP_API int32_t lockstep_abi_version(void);

/* What was wrong with the calling thread's last failed call; never null. Valid until its next call.
 */
LOCKSTEP_API const char* lockstep_last_error(void);

/* ---- Replay: drive real threads of the engine along a plan, one atomic step at a time
 * ------------------------------
 *
 * A module is "StreamPool", "EncodingLock", "LeasePool", "CommandStream", "EventPool" or
 * "DeviceBarrier". A variant is "sound" or a fault of the library that lockstep_load_variants() has
 * loaded. Threads are numbers from 0, in the order of the model; handlers of the device come after
 * the threads. "Nobody" and "none" are -1.
 *
 * config of StreamPool:    threads T, main, poolSize, stripes G, stripeOf[T]
 * config of EncodingLock:  threads T, handlers H, covered (bit i = site i of gather scatter
 * copyCast placeholder graphCache pipelineState commit matmul layerNorm)
 * config of LeasePool:     threads T, handlers H, size S, fifo (0 or 1), total, hint[T]
 * config of CommandStream: threads T, handlers H
 * config of EventPool:     threads T, handlers H, streams S, size N, wrap, start, streamOf[T]
 * config of DeviceBarrier: threads T, streams S, guards G, how many of the streams are open from
 * the start, pooled (bit i = stream i is a pool's), home[T] (the stream of each thread beyond all
 * guards)
 *
 * A plan is a list of steps {action, thread or -1, argument}; actions are numbered as
 * lockstep_action_names() lists them. Arguments: SetCurrent: the stream. GpuComplete of StreamPool:
 * the stream, thread -1. Call: 0 contiguous 1 linear 2 linearContiguous 3 linearSliceContiguous 4
 * projection 5 matmul 6 layerNorm 7 fill 8 synchronize. GpuComplete of EncodingLock starts `handle`
 * on the given thread, T <= thread < T+H. LeasePool: CallAcquire: the limit, -1 or total.
 * GpuComplete: the slot, on the handler's thread; it starts the settling of one work. Collect: the
 * thread that has left a lease behind, on the handler's thread. Tick, Interrupt: thread is the one
 * whose time passes or who is interrupted. CommandStream: Call: 0 kernel 1 fill 2 throw 3
 * onCompleted 4 signal 5 flush 6 synchronize 7 innerSynchronize 8 innerSignal. GpuComplete,
 * GpuFail: on the handler's thread, which then calls the handlers of the buffer. EventPool: a call
 * is about the event that a thread took last: the argument is that thread, for CallAwait 100 more
 * if the wait has a time; CallTake and CallGive have none. Signal: the stream, on the handler's
 * thread, which then raises the event. Pass: the stream, thread -1. TimeUp: thread is the one whose
 * time is up. DeviceBarrier: Call: 0 open 1 submit 2 synchronize 3 device 4 close. Guard: the
 * stream. End: the guard, from 1. GpuComplete, GpuFail: the stream, thread -1.
 *
 * A row is the engine's whole state after a step, with S = poolSize+1 and E = T+H:
 *
 *   StreamPool:    pc[T] (0 Idle 1 Gone, then Peek..Destroy in the order of the actions) op[T] (0
 * current 1 submit 2 close) cursor[T] refused[T] binding[T] counter slot[S] (0 empty 1 ready 2
 * retired) creation inside[G] sealed[G] queues[S] streamLock[S] buffer[S] (0 none 1 recording)
 * busy[S] ready
 *
 *   EncodingLock:  pc[E] (0 Idle 1 Gone 2 Request 3 Grant 4 Unlock 5 SetFirst 6
 * SetSecond 7 Dispatch 8 AwaitGpu 9 Complete) call[E] (as above, 9 handle) result[E] (0 none 1
 * right 2 wrong 3 failed), for the stream lock and then the encoding lock: length of the queue and
 * its E places; owner[2] depth[2], for copy, library, buffer, matmul, layerNorm: whose argument
 * stands first, whose second; pending[T] broken ready
 *
 *   LeasePool, with S slots: pc[E] (0 Idle 1 Gone, then CheckWaiting..Destroy in the order of the
 * actions) op[E] (0 try 1 acquire 2 submit 3 release 4 settle 5 close) result[E] (0 none 1 timeout
 * 2 interrupted 3 closed 4 stale) cursor[E] lease[E] last[E] left[T] (-1 for ever) interrupted[T]
 * state[S] (0 free 1 held 2 draining 3 retired 4 gone) shut[S] pending[S] busy[S] alive[S] guard
 * queue (T places, the empty ones -1) waiting sealed status[T] (0 none 1 waiting 2 granted 3
 * closed) woken[T] ready
 *
 *   CommandStream: pc[E] (0 Idle 1 Gone, then Enter..Fire in the order of the actions) call[T] (as
 * above) result[T] (0 none 1 thrown 2 failed) grip[T] (0 none 1 open 2 ended) hand[T] (0 none 1
 * current 2 spent) ahead[T] owner encoding, 1 and the buffer that is being recorded or 0 and none,
 * encoder (is one open?), how many buffers are in flight and the first four of them, error, for
 * each of the H handlers: how many it has yet to call and the threads of the first 6 of them,
 * ready. A buffer is: number of commands, 12 of them (what * T + thread; 0 work 1 mark), number of
 * handlers not called, the threads of 6 of them; no buffer, and whatever is beyond: -1.
 *
 *   EventPool: pc[E] (0 Idle 1 Gone, then LockPool..Settle in the order of the actions) op[T] (0
 * take 1 record 2 await 3 timed 4 query 5 then 6 follow 7 give) result[T] (0 none 1 asked 2 waiting
 * 3 done 4 notyet 5 timeout 6 stale 7 exhausted) handle[T] mine[T] (each: event, generation,
 * stream) ticket[T] late[T] woken[T] heard[T] guard free (length, N places) made state[N] (0 none 1
 * free 2 held 3 draining) gen[N] recorded[N] pending[N] counter[N] desk[N] list[N] (each: length, 4
 * entries of who, what: 0 wait 1 call, value, generation) owner[S] flight[S] (each: length, 4 works
 * of what: 0 signal 1 await, event, value) raising[H] (each: event, value) todo[H] (as list) ready;
 * places beyond a length: -1. The engine counts to 2^24: of its counts the last wrap/2 are the
 * model's from wrap/2 on, the others are the model's as they are.
 *
 *   DeviceBarrier, where a list has its length first and room for S streams: pc[T] (0 Idle 1 Gone,
 * then Lock..GiveBack in the order of the actions) call[T] (as above, 5 end) a list of todo, of
 * fences for each thread, ahead[T][S] visited[T][S] a list of told for each thread, phase[S] (0
 * none 1 opening 2 open 3 closing 4 gone) the list of the registry, lock flight[S] error[S]
 * current[T] G and for each guard: its thread, its stream, the thread's stream from before, whether
 * it is open; ending[T] refused[T] owner of each stream of the pool, ready
 *
 * ready: bit i says that thread i stands at a
 * step point and could take its step now without blocking.
 */

/* The names of the module's actions in the order of their numbers, separated by commas; null for an
 * unknown module. */
LOCKSTEP_API const char* lockstep_action_names(const char* module);

/* The names of the variants of the module, separated by commas. Valid until the calling thread's
 * next call. */
LOCKSTEP_API const char* lockstep_variant_names(const char* module);

/* How many numbers a row has. */
LOCKSTEP_API int32_t lockstep_row_ints(const char* module, const int32_t* config,
                                       int32_t config_len);

/* Adds the variants of a library, liblockstep_faults.so, which lives on to the end of the process.
 * Returns how many faults it holds. Calling again with the same library changes nothing. */
LOCKSTEP_API int32_t lockstep_load_variants(const char* path);

#define LOCKSTEP_FINISH 1

/* Carries out a whole plan on a fresh engine.
 *
 * rows: steps+1 rows of row_ints numbers, the first before the first step; null: none are kept.
 * flags: LOCKSTEP_FINISH: after the plan all threads go on, one step each in turn, and when none
 * can move the device does what it would do by itself, until everybody is idle or nobody can move.
 * Returns the number of steps carried out: all of them, or fewer if a step could not be taken; or
 * an error code. report, JSON:
 *   {"carriedOut":n, "steps":n, "error":text or null,
 *    "refusal":null or {"step":i,"action":name,"thread":t,"reason":text},
 *    "exceptions":[{"thread":t,"step":i,"call":name,"message":text}], "finishSteps":n,
 *    "stuck":[{"thread":t,"at":point}] (with LOCKSTEP_FINISH and no refusal), "finalRow":[...],
 * "facts":{...}} facts of StreamPool, by stream: queuesCreated, queuesAlive, queuesUnreachable
 * (alive, and not the one the pool has published), commits. Of EncodingLock: wrongResults,
 * overtaken:[{"lock":name,"served":t,"first":t}]. Of LeasePool: lostSlots (held, and nobody has
 * them), queuesAlive by slot, cutOff:[{"slot":s,"thread":t}] (has a stream that is destroyed),
 * waitingCounted, waitingQueued, and what clients have seen: overtaken:[{"served":t,"first":t}],
 * doubled:[{"slot":s,"thread":t,"other":t}] (both have it), undrained:[{"slot":s,"thread":t}] (got
 * it while the device executed work on it), foreignWork:[{"slot":s,"thread":t}] (whose work was
 * accepted for a slot that it has not), overdue:[{"thread":t,"ticks":n,"limit":n}] (waits after its
 * time was up). Of CommandStream, what clients have seen: lost, doubled:[{"thread":t,"what":"work",
 * "mark" or "handler"}] (asked for and never done, or done twice),
 * unsynchronized:[{"thread":t,"pending":n}] (has synchronized, and so much was not done),
 * heldUp:[{"thread":t,"by":t}] (waited for the queue while another waited on it for the device),
 * overdue:[{"thread":t}] (still waited when all was done that it had been waiting for). Of
 * EventPool, lostEvents (given back, with nothing pending, and on nobody's way home), and what
 * clients have seen: early:[{"thread":t,"event":e} or {"stream":s,"event":e}] (was
 * told, or went on, before the device had come to what was recorded when it asked),
 * shared:[{"event":e,"thread":t,"other":u}] (took what the other has), unclean:[{"event":e,
 * "thread":t}] (took it while others still had business with it),
 * foreign:[{"thread":t,"asked":g,"told":g}] (its callback was told of another's event), uncalled,
 * doubled:[{"thread":t,"event":e}] (its callback), disordered:[{"stream":s,"event":e}] (signals out
 * of their order), backward:[{"event":e}] (it counted back), heldUp:[{"thread":t,"by":u}] (wanted
 * the lock of the pool, which u held in its sleep), forgotten:[{"thread":t,"event":e}] (was on the
 * list, and did not wait). Of
 * DeviceBarrier, each with thread, stream and other: unfinished (has waited for the stream, and so
 * many works from before are not done), unvisited (its barrier has returned without a look at the
 * stream, which has so many works), heldUp (waited for the lock with which another one waits),
 * overdue (waited when all was done that its fence was behind), untold (the stream has failed, and
 * nobody is told), misplaced (its work went to the stream, and its own was another), takenAway (had
 * the stream when another one gave it back). An
 * exception is one that the model knows nothing of ("pool is closed" and a refused dispatch are
 * states); its step is the one in which it left the call. One plan runs at a time; a second caller
 * waits.
 */
LOCKSTEP_API int32_t lockstep_replay(const char* module, const char* variant, const int32_t* config,
                                     int32_t config_len, const int32_t* plan, int32_t steps,
                                     int32_t flags, int32_t* rows, int32_t row_ints, char* report,
                                     int32_t report_capacity);

/* ---- Free runs: threads that nobody controls, and what they did ------------------------------
 *
 * Records rounds of a module's variant until there are so many events, each round a fresh engine
 * and fresh threads, and writes them to the file as lines of JSON (the format that the kit's
 * RunReader reads). `model` and `built` are written into the header as they are; `seed` is that of
 * what the clients draw, not of the schedule, which nobody draws; with `dawdles` threads let others
 * go first now and then. Returns how many events there were. LOCKSTEP_INTERNAL if a thread did not
 * end within `patience_ms` of a round or let something out that its client did not expect: the file
 * is then not whole. No replay may go on meanwhile. */
LOCKSTEP_API int64_t lockstep_record_free(const char* module, const char* variant,
                                          const char* model, const char* built, int64_t seed,
                                          int64_t events, int32_t calls, int32_t dawdles,
                                          int32_t patience_ms, const char* file);

/* Runs so many rounds twice in turn, recorded and not; the nanoseconds of processor time that a call
 * took in each, by the median, are written to nanos[0] and nanos[1]. Beside each call a client
 * multiplies two matrices of `workload` rows, 0 for nothing. Returns 0. */
LOCKSTEP_API int32_t lockstep_time_free(const char* module, int64_t seed, int32_t rounds,
                                        int32_t calls, int32_t workload, int64_t* nanos);

/* Ends the threads that replays use; the next replay starts new ones. */
LOCKSTEP_API int32_t lockstep_stop_threads(void);

/* Pins the calling thread to the core on which replays run. Returns 1 if it is pinned now, else 0.
 */
LOCKSTEP_API int32_t lockstep_pin_current_thread(void);

/* ---- The pool, for a user of the library
 * --------------------------------------------------------------------------- */

typedef struct lockstep_pool lockstep_pool;

/* A pool of streams 0..pool_size on the host device; the calling thread is its main thread. Null:
 * see the last error. */
LOCKSTEP_API lockstep_pool* lockstep_pool_create(int32_t pool_size);

/* Closes the pool and frees it. No other thread may be in a call, or come again. */
LOCKSTEP_API int32_t lockstep_pool_destroy(lockstep_pool* pool);

/* The calling thread's stream; binds it at first use. */
LOCKSTEP_API int32_t lockstep_pool_current(lockstep_pool* pool);

/* Commits a buffer with nothing in it on the calling thread's stream; 0. */
LOCKSTEP_API int32_t lockstep_pool_submit_noop(lockstep_pool* pool);

/* The calling thread works on stream `stream` from now on; 0. */
LOCKSTEP_API int32_t lockstep_pool_set_current(lockstep_pool* pool, int32_t stream);

/* The calling thread is bound to no stream any more; 0. */
LOCKSTEP_API int32_t lockstep_pool_release(lockstep_pool* pool);

/* Waits for everybody inside, then takes the streams down; 0. */
LOCKSTEP_API int32_t lockstep_pool_close(lockstep_pool* pool);

/* 1 + the stream the calling thread is bound to; 0: to none. */
LOCKSTEP_API int32_t lockstep_pool_bound(lockstep_pool* pool);

/* ---- The pool of leases, for a user of the library
 * ----------------------------------------------------------------- */

typedef struct lockstep_lease_pool lockstep_lease_pool;

/* A pool of streams 0..size-1 on the host device; with fifo, nobody overtakes who waits. Null: see
 * the last error. */
LOCKSTEP_API lockstep_lease_pool* lockstep_lease_pool_create(int32_t size, int32_t fifo);

/* Closes the pool and frees it. No other thread may be in a call, or come again. */
LOCKSTEP_API int32_t lockstep_lease_pool_destroy(lockstep_lease_pool* pool);

/* A lease, which is greater than 0; or 0: no stream is free, or somebody waits for one. */
LOCKSTEP_API int64_t lockstep_lease_pool_try_acquire(lockstep_lease_pool* pool);

/* A lease, after so many nanoseconds in total at the latest; 0: at once, -1: some day. May block.
 */
LOCKSTEP_API int64_t lockstep_lease_pool_acquire(lockstep_lease_pool* pool, int64_t timeout_ns);

/* The number of the leased stream. */
LOCKSTEP_API int32_t lockstep_lease_pool_stream(lockstep_lease_pool* pool, int64_t lease);

/* Commits a buffer with nothing in it on the leased stream; 0. */
LOCKSTEP_API int32_t lockstep_lease_pool_submit_noop(lockstep_lease_pool* pool, int64_t lease);

/* Gives the stream back, on any thread; 0. */
LOCKSTEP_API int32_t lockstep_lease_pool_release(lockstep_lease_pool* pool, int64_t lease);

/* Refuses whoever waits, waits for those who lease, and takes the streams down; 0. */
LOCKSTEP_API int32_t lockstep_lease_pool_close(lockstep_lease_pool* pool);

/* How many threads wait for a stream. */
LOCKSTEP_API int32_t lockstep_lease_pool_waiting(lockstep_lease_pool* pool);

/* ---- The encoding lock
 * ---------------------------------------------------------------------------------------------- */

typedef struct lockstep_encoding_lock lockstep_encoding_lock;

LOCKSTEP_API lockstep_encoding_lock* lockstep_encoding_lock_create(void);

/* No thread may hold it or wait for it. */
LOCKSTEP_API int32_t lockstep_encoding_lock_destroy(lockstep_encoding_lock* lock);

/* Reentrant, first come first served; 0. */
LOCKSTEP_API int32_t lockstep_encoding_lock_lock(lockstep_encoding_lock* lock);

/* On the thread that locked; 0. */
LOCKSTEP_API int32_t lockstep_encoding_lock_unlock(lockstep_encoding_lock* lock);

#ifdef __cplusplus
}
#endif

#endif
