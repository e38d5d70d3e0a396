package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSortedSet;
import com.google.common.primitives.ImmutableDoubleArray;
import java.math.BigDecimal;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** What a task asks of an example: its one label, several labels, or a number. */
public sealed interface Output {
  /** One label of several, which compete. */
  Output ONE_LABEL = new OneLabel();

  /** Does one of three things, by the kind of output. */
  <T> T match(Supplier<T> one, Function<SeveralLabels, T> several, Function<NumberRange, T> number);

  /** One label of several, which compete: the likeliest is right or wrong. */
  record OneLabel() implements Output {
    @Override
    public <T> T match(
        Supplier<T> one, Function<SeveralLabels, T> several, Function<NumberRange, T> number) {
      return one.get();
    }
  }

  /**
   * Any number of labels, each decided by itself.
   *
   * @param threshold a label is given where its probability is above this, from 0 to 1
   */
  record SeveralLabels(double threshold) implements Output {
    /** Checks that the threshold is a share. */
    public SeveralLabels {
      checkArgument(
          threshold > 0 && threshold < 1,
          "threshold must be above 0 and below 1, was %s",
          threshold);
    }

    /** The numbers of the labels that are given. */
    public ImmutableSortedSet<Integer> chosen(ImmutableDoubleArray probabilities) {
      return IntStream.range(0, probabilities.length())
          .filter(label -> probabilities.get(label) > threshold)
          .boxed()
          .collect(ImmutableSortedSet.toImmutableSortedSet(Integer::compare));
    }

    @Override
    public <T> T match(
        Supplier<T> one, Function<SeveralLabels, T> several, Function<NumberRange, T> number) {
      return several.apply(this);
    }
  }

  /**
   * A number between two poles, which are the two labels, the lower first (LM-BFF, Gao et al. 2021,
   * section 4.1): as much of the way from one to the other as the upper pole is probable.
   *
   * @param lower the number of the first label
   * @param upper that of the second
   */
  record NumberRange(double lower, double upper) implements Output {
    /** Checks that there is something between the poles. */
    public NumberRange {
      checkArgument(
          Double.isFinite(lower) && Double.isFinite(upper) && lower < upper,
          "range must be two numbers, the lower first, was [%s, %s]",
          lower,
          upper);
    }

    /** The probability of the upper pole that says {@code number}. */
    public double share(double number) {
      return (number - lower) / (upper - lower);
    }

    /** The number that the probabilities of the two poles say. */
    public double number(ImmutableDoubleArray probabilities) {
      return probabilities.get(1) * (upper - lower) + lower;
    }

    /** The two ends for a reader: {@code -15 to 40}. */
    public String shown() {
      return shown(lower) + " to " + shown(upper);
    }

    private static String shown(double number) {
      return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** Whether {@code number} lies on the range or at one of its ends. */
    public boolean holds(double number) {
      return lower <= number && number <= upper;
    }

    @Override
    public <T> T match(
        Supplier<T> one, Function<SeveralLabels, T> several, Function<NumberRange, T> number) {
      return number.apply(this);
    }
  }
}
