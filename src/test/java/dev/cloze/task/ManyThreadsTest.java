package dev.cloze.task;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Eight threads on one classifier see what one thread sees, to the last bit. */
class ManyThreadsTest {
  private static final int THREADS = 8;
  private static final int ROUNDS = 3;

  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
  private final CyclicBarrier start = new CyclicBarrier(THREADS);

  @AfterEach
  void shutDown() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void eachSeesWhatOneThreadSees(String family) throws Exception {
    List<Example> examples = examples();
    try (TinyClassifier tiny = new TinyClassifier(family, LoadOptions.defaults())) {
      List<PromptClassifier> sizes =
          IntStream.range(0, THREADS).mapToObj(i -> batchesOf(16 << i, tiny.classifier())).toList();
      List<ImmutableList<Prediction>> expected =
          sizes.stream().map(classifier -> classifier.predict(examples)).toList();
      int before = Tensor.liveCount();

      for (int round = 0; round < ROUNDS; round++) {
        assertThat(together(thread -> sizes.get(thread).predict(examples))).isEqualTo(expected);
      }
      assertThat(Tensor.liveCount()).isEqualTo(before);
    }
  }

  @Test
  void newThreadsRecordNothing() throws Exception {
    List<Example> examples = examples().subList(0, 4);
    // weights that could be trained: what is recorded would show on the result
    LoadOptions trained = LoadOptions.trained(NumberFormat.F32);
    try (TinyClassifier tiny = new TinyClassifier("bert", trained)) {
      int before = Tensor.liveCount();

      assertThat(together(thread -> records(tiny.classifier(), examples))).containsOnly(false);
      assertThat(Tensor.liveCount()).isEqualTo(before);
      assertThat(Gradients.recording(() -> records(tiny.classifier(), examples))).isTrue();
    }
  }

  private static boolean records(PromptClassifier classifier, List<Example> examples) {
    return Scope.get(
        () ->
            classifier
                .verbalizer()
                .score(classifier.model().score(classifier.tokenizer().batch(examples)))
                .isTrainable());
  }

  private static PromptClassifier batchesOf(int tokens, PromptClassifier shared) {
    return new PromptClassifier(shared.model(), shared.tokenizer(), shared.verbalizer(), tokens);
  }

  /** What a thread does. */
  private interface Work<T> {
    T of(int thread);
  }

  /** Lets all threads begin at once. */
  private <T> List<T> together(Work<T> work) throws Exception {
    List<Callable<T>> calls = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int thread = i;
      calls.add(
          () -> {
            start.await();
            return work.of(thread);
          });
    }
    List<T> results = new ArrayList<>();
    for (Future<T> result : threads.invokeAll(calls)) {
      results.add(result.get());
    }
    return results;
  }

  private static List<Example> examples() {
    Random random = new Random(5);
    List<String> words = List.of("harbour", "robot", "soup", "mayor", "kettle");
    return IntStream.range(0, 60)
        .mapToObj(
            i ->
                Example.of(
                        "The "
                            + String.join(
                                " ",
                                IntStream.range(0, 1 + random.nextInt(14))
                                    .mapToObj(j -> words.get(random.nextInt(words.size())))
                                    .toList()))
                    .withId("example " + i))
        .toList();
  }
}
