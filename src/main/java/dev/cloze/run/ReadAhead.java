package dev.cloze.run;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import dev.cloze.base.ClozeException;
import dev.cloze.data.DataError;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleStream;
import dev.cloze.task.PromptClassifier;
import dev.cloze.tokenize.EncodedPrompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Reads examples and makes prompts of them on a thread of its own, no more than two batches ahead,
 * so that the model does not wait, and so that what has come can be answered while more is awaited.
 */
final class ReadAhead implements AutoCloseable {
  /** How many examples are answered together. */
  static final int BATCH = 256;

  private final ExampleStream examples;
  private final PromptClassifier classifier;
  private final Optional<Duration> patience;
  private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(BATCH);
  private final Thread reader = new Thread(this::read, "cloze-reader");
  private boolean closed;
  private Optional<End> end = Optional.empty();

  private sealed interface Item {}

  /** An example and its prompts: one, or one for each set of demonstrations. */
  record Ready(Example example, ImmutableList<EncodedPrompt> prompts) implements Item {}

  /** There is no more, or there was a failure. */
  private record End(Optional<Throwable> failure) implements Item {}

  /**
   * Begins to read.
   *
   * @param examples is closed at its end
   * @param patience how long a batch waits for more once it has one example; until it is full where
   *     absent
   */
  ReadAhead(ExampleStream examples, PromptClassifier classifier, Optional<Duration> patience) {
    this.examples = examples;
    this.classifier = classifier;
    this.patience = patience;
    reader.setDaemon(true);
    reader.start();
  }

  /**
   * The next examples, at most {@value #BATCH}; none at the end. What was read before a failure
   * comes before it is thrown.
   */
  List<Ready> next() {
    List<Ready> batch = new ArrayList<>();
    try {
      long deadline = 0;
      while (end.isEmpty() && batch.size() < BATCH) {
        Item item = batch.isEmpty() || patience.isEmpty() ? queue.take() : poll(deadline);
        if (item instanceof Ready ready) {
          deadline = batch.isEmpty() ? System.nanoTime() + nanos() : deadline;
          batch.add(ready);
        } else if (item instanceof End found) {
          end = Optional.of(found);
        } else {
          break;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while reading", e);
    }
    if (batch.isEmpty()) {
      end.flatMap(End::failure).ifPresent(Throwables::throwIfUnchecked);
    }
    return batch;
  }

  private Item poll(long deadline) throws InterruptedException {
    return queue.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
  }

  private long nanos() {
    return patience.map(Duration::toNanos).orElse(0L);
  }

  private void read() {
    try {
      queue.put(new End(readAll()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // whoever wanted the examples wants no more
    }
  }

  /** Reads to the end, or to a failure. Input without examples is no failure of a filter. */
  private Optional<Throwable> readAll() throws InterruptedException {
    try (examples) {
      while (examples.hasNext()) {
        Example example = examples.next();
        queue.put(new Ready(example, encode(example)));
      }
      return Optional.empty();
    } catch (ClozeException e) {
      return Optional.of(e).filter(found -> found.code() != DataError.NO_EXAMPLES).map(f -> f);
    } catch (RuntimeException | Error e) {
      return Optional.of(e);
    }
  }

  /** Not while closing: the tokenizer may be gone after that. */
  private synchronized ImmutableList<EncodedPrompt> encode(Example example)
      throws InterruptedException {
    if (closed) {
      throw new InterruptedException("closed");
    }
    return classifier.encode(example);
  }

  @Override
  public synchronized void close() {
    closed = true;
    reader.interrupt();
  }
}
