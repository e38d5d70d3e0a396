package dev.cloze.data;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import dev.cloze.base.ClozeException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Labelled examples that demonstrations are drawn from. An example with the texts of the one that
 * is asked about is never shown with it: that would give its answer away.
 */
public final class DemonstrationPool {
  private final LabelSet labels;
  private final ImmutableList<ImmutableList<Member>> members;

  private DemonstrationPool(LabelSet labels, ImmutableList<ImmutableList<Member>> members) {
    this.labels = labels;
    this.members = members;
  }

  /**
   * An example that may be shown.
   *
   * @param number its place among all that the pool was made of
   */
  private record Member(int number, Demonstration shown) {
    boolean isNot(Example query) {
      return !shown.example().fields().equals(query.fields());
    }
  }

  private record Near(Member member, double product) {}

  /**
   * A pool.
   *
   * @param examples each with its label
   * @param answer the text that stands in the place of the mask when an example is shown
   * @throws ClozeException {@link DataError#DEMONSTRATIONS} where an example has no label
   */
  public static DemonstrationPool of(
      List<Example> examples, LabelSet labels, Function<Example, String> answer) {
    List<ImmutableList.Builder<Member>> byLabel = new ArrayList<>();
    labels.names().forEach(name -> byLabel.add(ImmutableList.builder()));
    for (int i = 0; i < examples.size(); i++) {
      Example example = examples.get(i);
      byLabel
          .get(Demonstrations.label(example, labels))
          .add(new Member(i, new Demonstration(example, answer.apply(example))));
    }
    return new DemonstrationPool(
        labels,
        byLabel.stream()
            .map(ImmutableList.Builder::build)
            .collect(ImmutableList.toImmutableList()));
  }

  /**
   * Checks that there are enough examples of each label.
   *
   * @param perLabel how many of them are shown
   * @param itself whether they are shown with one another, and never with themselves
   * @throws ClozeException {@link DataError#TOO_FEW_DEMONSTRATIONS}
   */
  public void require(int perLabel, boolean itself) {
    int needed = perLabel + (itself ? 1 : 0);
    for (int label = 0; label < labels.size(); label++) {
      long found =
          members.get(label).stream().map(m -> m.shown().example().fields()).distinct().count();
      if (found < needed) {
        throw new ClozeException(
            DataError.TOO_FEW_DEMONSTRATIONS,
            "demonstrations: the label '%s' has %d training %s, and %d are needed: per_label is"
                + " %d%s; give it more or show fewer",
            labels.names().get(label),
            found,
            found == 1 ? "text" : "texts",
            needed,
            perLabel,
            itself ? ", and none is shown with itself" : "");
      }
    }
  }

  /** Those that may be shown with an example: all whose texts are others. */
  public Candidates candidates(Example query) {
    return new Candidates(query, others(query));
  }

  /**
   * Those that are near to an example: of the N of each label whose texts are others, the {@code
   * share · N}, rounded down, with the largest inner product; of equal ones the earlier. At least
   * {@code perLabel} stay.
   *
   * @param vector that of the example, of length 1
   * @param vectors those of the pool's examples, in the order in which it was made of them
   */
  public Candidates nearest(
      Example query,
      ImmutableDoubleArray vector,
      List<ImmutableDoubleArray> vectors,
      double share,
      int perLabel) {
    return new Candidates(
        query,
        others(query).stream()
            .map(
                all ->
                    all.stream()
                        .map(m -> new Near(m, product(vector, vectors.get(m.number()))))
                        .sorted(Comparator.comparingDouble(near -> -near.product()))
                        .limit(Math.max(perLabel, (long) Math.floor(all.size() * share)))
                        .map(Near::member)
                        .collect(ImmutableList.toImmutableList()))
            .collect(ImmutableList.toImmutableList()));
  }

  private ImmutableList<ImmutableList<Member>> others(Example query) {
    return members.stream()
        .map(
            all ->
                all.stream().filter(m -> m.isNot(query)).collect(ImmutableList.toImmutableList()))
        .collect(ImmutableList.toImmutableList());
  }

  private static double product(ImmutableDoubleArray a, ImmutableDoubleArray b) {
    checkArgument(a.length() == b.length(), "vectors of %s and %s", a.length(), b.length());
    return IntStream.range(0, a.length()).mapToDouble(i -> a.get(i) * b.get(i)).sum();
  }

  /** What may be shown with one example, label by label. */
  public final class Candidates {
    private final Example query;
    private final ImmutableList<ImmutableList<Member>> byLabel;

    private Candidates(Example query, ImmutableList<ImmutableList<Member>> byLabel) {
      this.query = query;
      this.byLabel = byLabel;
    }

    /** The examples of a label that may be shown. */
    public ImmutableList<Example> of(int label) {
      return byLabel.get(label).stream()
          .map(member -> member.shown().example())
          .collect(ImmutableList.toImmutableList());
    }

    /**
     * Draws demonstrations: of each label, in the order of the labels, so many different ones, each
     * as likely as the others.
     *
     * @throws ClozeException {@link DataError#TOO_FEW_DEMONSTRATIONS} where a label has too few
     *     beside the example itself
     */
    public ImmutableList<Demonstration> draw(int perLabel, SplittableRandom random) {
      ImmutableList.Builder<Demonstration> drawn = ImmutableList.builder();
      for (int label = 0; label < byLabel.size(); label++) {
        List<Member> left = new ArrayList<>(byLabel.get(label));
        requireEnough(label, left.size(), perLabel);
        for (int i = 0; i < perLabel; i++) {
          Collections.swap(left, i, random.nextInt(i, left.size()));
          drawn.add(left.get(i).shown());
        }
      }
      return drawn.build();
    }

    private void requireEnough(int label, int found, int perLabel) {
      if (found < perLabel) {
        throw new ClozeException(
            DataError.TOO_FEW_DEMONSTRATIONS,
            "example '%s': the label '%s' has %d training %s beside the example itself, and"
                + " per_label is %d; give the label more or show fewer",
            query.id(),
            labels.names().get(label),
            found,
            found == 1 ? "example" : "examples",
            perLabel);
      }
    }
  }
}
