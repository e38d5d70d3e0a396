package dev.cloze.tensor;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Owns what is computed on one thread between {@link #open} and {@link #close}: a step of training,
 * a batch of scoring. Scopes nest. Closing one frees its tensors at once; nothing waits for the
 * garbage collector.
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<Deque<Scope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

  private final List<Tensor> owned = new ArrayList<>();
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

  /** Hands a tensor of this scope to the scope around it, or to the caller where there is none. */
  public Tensor keep(Tensor tensor) {
    owned.remove(tensor);
    Deque<Scope> scopes = OPEN.get();
    scopes.stream().filter(scope -> scope != this).findFirst().ifPresent(s -> s.own(tensor));
    return tensor;
  }

  static Scope current() {
    Scope scope = OPEN.get().peek();
    if (scope == null) {
      throw new IllegalStateException("no scope is open on thread " + Thread.currentThread());
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
    owned.clear();
  }
}
