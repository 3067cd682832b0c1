#ifndef LOCKSTEP_THREAD_ANNOTATIONS_HPP
#define LOCKSTEP_THREAD_ANNOTATIONS_HPP

// What is guarded by which lock, said to Clang: -Wthread-safety -Werror (CTest thread_safety)
// refuses code that touches it without the lock, before anything runs. Nothing to other compilers.
//
// The analysis looks at one function at a time. What it cannot follow stands in docs/LIMITS.md.

#if defined(__clang__)
#define LOCKSTEP_ANNOTATION(x) __attribute__((x))
#else
#define LOCKSTEP_ANNOTATION(x)
#endif

/// A class that is a lock; `kind` is what the compiler calls it.
#define LOCKSTEP_CAPABILITY(kind) LOCKSTEP_ANNOTATION(capability(kind))
/// A class that holds a lock as long as it lives.
#define LOCKSTEP_SCOPED_CAPABILITY LOCKSTEP_ANNOTATION(scoped_lockable)
/// A field that only who holds the lock may touch.
#define LOCKSTEP_GUARDED_BY(lock) LOCKSTEP_ANNOTATION(guarded_by(lock))
/// A function for who holds the lock.
#define LOCKSTEP_REQUIRES(...) LOCKSTEP_ANNOTATION(requires_capability(__VA_ARGS__))
/// A function that takes the lock, and one that gives it back.
#define LOCKSTEP_ACQUIRE(...) LOCKSTEP_ANNOTATION(acquire_capability(__VA_ARGS__))
#define LOCKSTEP_RELEASE(...) LOCKSTEP_ANNOTATION(release_capability(__VA_ARGS__))
/// A function that must not be called with the lock in hand.
#define LOCKSTEP_EXCLUDES(...) LOCKSTEP_ANNOTATION(locks_excluded(__VA_ARGS__))
/// Not analysed inside: the lock's own code; a function that holds a lock while a body that it was
/// given runs; one that takes a lock over again, of which the analysis knows nothing.
#define LOCKSTEP_UNANALYSED LOCKSTEP_ANNOTATION(no_thread_safety_analysis)
/// For a replay, whose driver reads while every thread is parked; no lock would be of use to it.
#define LOCKSTEP_READ_WHILE_PARKED LOCKSTEP_ANNOTATION(no_thread_safety_analysis)
/// A function that returns this object as what it is further down: its locks are the same ones.
#define LOCKSTEP_IS_THIS LOCKSTEP_ANNOTATION(lock_returned(this))
/// Says to the analysis that the lock is held, where it was found held when the code ran.
#define LOCKSTEP_FOUND_HELD(...) LOCKSTEP_ANNOTATION(assert_capability(__VA_ARGS__))

#endif  // LOCKSTEP_THREAD_ANNOTATIONS_HPP
