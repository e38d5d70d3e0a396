package dev.cloze.tensor;

import com.google.common.collect.Sets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Owns what is computed on one thread between {@link #open} and {@link #close}: a step of training,
 * a batch of scoring. Scopes nest. Closing one frees its tensors at once; nothing waits for the
 * garbage collector.
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<Deque<Scope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

  /** By identity, since a tensor has no equality of its own; other threads may close one of it. */
  private final Set<Tensor> owned = Sets.newConcurrentHashSet();

  private final Thread thread = Thread.currentThread();

  private Scope() {}

  /** Opens a scope on this thread; to be closed on the same thread, innermost first. */
  public static Scope open() {
    Scope scope = new Scope();
    OPEN.get().push(scope);
    return scope;
  }

  /** Runs a computation in a scope of its own; what it returns must hold no tensor of it. */
  public static <T> T get(Supplier<T> computation) {
    Scope scope = open();
    try {
      return computation.get();
    } finally {
      scope.close();
    }
  }

  /** Runs an action in a scope of its own. */
  public static void run(Runnable action) {
    Scope scope = open();
    try {
      action.run();
    } finally {
      scope.close();
    }
  }

  /**
   * Hands a tensor of this scope, or of one opened inside it, to the scope around this one, or to
   * the caller where there is none. A tensor that outlives this scope anyway stays where it is.
   */
  public Tensor keep(Tensor tensor) {
    Deque<Scope> scopes = OPEN.get();
    if (thread != Thread.currentThread() || !scopes.contains(this)) {
      throw new IllegalStateException("a scope keeps tensors while it is open, on its own thread");
    }
    boolean endsHere = false;
    Scope around = null;
    Iterator<Scope> outwards = scopes.iterator();
    while (outwards.hasNext()) {
      Scope scope = outwards.next();
      endsHere |= tensor.owner() == scope;
      if (scope == this) {
        around = outwards.hasNext() ? outwards.next() : null;
        break;
      }
    }
    if (endsHere) {
      tensor.belongTo(around);
    }
    return tensor;
  }

  static Scope current() {
    Scope scope = OPEN.get().peek();
    if (scope == null) {
      throw new IllegalStateException(
          "no scope is open on thread '%s': tensors are made inside Scope.open()"
              .formatted(Thread.currentThread().getName()));
    }
    return scope;
  }

  void own(Tensor tensor) {
    owned.add(tensor);
  }

  void disown(Tensor tensor) {
    owned.remove(tensor);
  }

  @Override
  public void close() {
    if (thread != Thread.currentThread() || OPEN.get().peek() != this) {
      throw new IllegalStateException("a scope is closed on its own thread, innermost first");
    }
    OPEN.get().pop();
    owned.forEach(Tensor::close);
  }
}
