package dev.cloze.base;

/**
 * Where long work tells how far it is. A terminal shows a bar with rate and time left; elsewhere
 * plain lines come now and then.
 */
public interface Progress {
  /** Stands for a total that is not known. */
  long UNKNOWN = -1;

  /** Work that tells nobody. */
  Progress SILENT =
      (task, total) ->
          new Task() {
            @Override
            public void advance(long count) {}

            @Override
            public void note(String text) {}

            @Override
            public void close() {}
          };

  /** Starts a task of {@code total} units, or of {@link #UNKNOWN}. */
  Task start(String task, long total);

  /** A task under way. */
  interface Task extends AutoCloseable {
    /** {@code count} more units are done. */
    void advance(long count);

    /** What to show beside the bar, such as the loss. */
    void note(String text);

    @Override
    void close();
  }
}
