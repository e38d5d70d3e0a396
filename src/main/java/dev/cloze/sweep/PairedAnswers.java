package dev.cloze.sweep;

import com.google.common.primitives.ImmutableIntArray;
import dev.cloze.train.TrainingOptions;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The answers of two methods, run by run, sorted so that a text can be swapped or counted several
 * times in all runs at once. A text that stands in the test sets of several runs is one text: its
 * answers are not independent of each other.
 */
final class PairedAnswers {
  private final TrainingOptions.Metric metric;
  private final List<Pair> pairs;
  private final ImmutableIntArray[] texts;
  private final int size;

  /**
   * One run of each.
   *
   * @param ours what the method said
   * @param first what the first method said of the same examples
   */
  record Pair(Answers ours, Answers first) {}

  PairedAnswers(List<Pair> pairs, TrainingOptions.Metric metric) {
    this.pairs = pairs;
    this.metric = metric;
    this.texts = new ImmutableIntArray[pairs.size()];
    Map<Long, Integer> numbers = new HashMap<>();
    for (int run = 0; run < texts.length; run++) {
      texts[run] =
          ImmutableIntArray.copyOf(
              pairs.get(run).ours().texts().stream()
                  .mapToInt(text -> numbers.computeIfAbsent(text, t -> numbers.size())));
    }
    this.size = numbers.size();
  }

  /** How many different texts there are. */
  int size() {
    return size;
  }

  /** The texts that the two methods answer differently in some run. */
  ImmutableIntArray differing() {
    boolean[] differs = new boolean[size];
    for (int run = 0; run < texts.length; run++) {
      Pair pair = pairs.get(run);
      for (int i = 0; i < texts[run].length(); i++) {
        differs[texts[run].get(i)] |=
            pair.ours().predicted().get(i) != pair.first().predicted().get(i);
      }
    }
    ImmutableIntArray.Builder numbers = ImmutableIntArray.builder();
    for (int text = 0; text < size; text++) {
      if (differs[text]) {
        numbers.add(text);
      }
    }
    return numbers.build();
  }

  /** The difference of the metric, the mean of the runs. */
  double difference() {
    return difference(ones(), new boolean[size]);
  }

  /** The same where the two methods' answers to some texts are swapped. */
  double swapped(boolean[] swapped) {
    return difference(ones(), swapped);
  }

  /** The same where each text counts so many times. */
  double resampled(int[] times) {
    return difference(times, new boolean[size]);
  }

  private int[] ones() {
    int[] ones = new int[size];
    Arrays.fill(ones, 1);
    return ones;
  }

  private double difference(int[] times, boolean[] swapped) {
    double sum = 0;
    for (int run = 0; run < texts.length; run++) {
      Pair pair = pairs.get(run);
      Counts ours = new Counts(pair.ours().labels().size());
      Counts first = new Counts(pair.ours().labels().size());
      for (int i = 0; i < texts[run].length(); i++) {
        int text = texts[run].get(i);
        int right = pair.ours().right().get(i);
        int own = pair.ours().predicted().get(i);
        int other = pair.first().predicted().get(i);
        ours.add(right, swapped[text] ? other : own, times[text]);
        first.add(right, swapped[text] ? own : other, times[text]);
      }
      sum += ours.value(metric) - first.value(metric);
    }
    return sum / texts.length;
  }
}
