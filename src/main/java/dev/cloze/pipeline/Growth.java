package dev.cloze.pipeline;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.task.Prediction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * How iPET makes a training set of the next generation (Schick and Schütze 2021, section 3.4): some
 * of the other members label the unlabelled texts together, and of those that get a label as many
 * are drawn as keep the labels' shares, the surer ones rather.
 */
public final class Growth {
  private Growth() {}

  /**
   * A text that was drawn.
   *
   * @param text its number
   * @param label what it is trained on as
   */
  public record Drawn(int text, int label) {}

  /**
   * How many examples of each label are added.
   *
   * @param labelled how many of each label are there; all 0 where there are none
   * @param added how many are to be added in all
   * @return with labelled examples each label's {@code int(count · added / all)}, else as evenly as
   *     it goes, the first labels one more
   */
  public static ImmutableList<Integer> shares(List<Integer> labelled, int added) {
    int all = labelled.stream().mapToInt(Integer::intValue).sum();
    if (all == 0) {
      int even = added / labelled.size();
      int more = added % labelled.size();
      return IntStream.range(0, labelled.size())
          .mapToObj(label -> even + (label < more ? 1 : 0))
          .collect(ImmutableList.toImmutableList());
    }
    double times = (double) added / all;
    return labelled.stream()
        .map(count -> (int) (count * times))
        .collect(ImmutableList.toImmutableList());
  }

  /**
   * How many of the others label a member's texts: their share, rounded as Python rounds, and one
   * at least.
   *
   * @param others how many others there are
   */
  public static int labelling(int others, double share) {
    checkArgument(others >= 0, "others must be 0 or more, was %s", others);
    return Math.min(others, Math.max(1, (int) Math.rint(others * share)));
  }

  /**
   * Draws texts, without putting them back, each as probably as it has the label.
   *
   * @param said what the others say of each text
   * @param wanted how many of each label; where fewer texts have it, each stands there twice, four
   *     times and so on until there are enough, as in the authors' program
   * @param likeliest where given, a label's texts are this many that are likeliest of it, whatever
   *     label is likeliest for them
   * @return label by label; none of a label that no text has
   */
  public static ImmutableList<Drawn> draw(
      List<Prediction> said, List<Integer> wanted, OptionalInt likeliest, RandomGenerator random) {
    ImmutableList.Builder<Drawn> drawn = ImmutableList.builder();
    for (int label = 0; label < wanted.size(); label++) {
      List<Integer> texts =
          likeliest.isPresent()
              ? likeliest(said, label, likeliest.getAsInt())
              : labelled(said, label);
      for (int text : draw(said, texts, label, wanted.get(label), random)) {
        drawn.add(new Drawn(text, label));
      }
    }
    return drawn.build();
  }

  private static List<Integer> labelled(List<Prediction> said, int label) {
    return IntStream.range(0, said.size())
        .filter(text -> said.get(text).label() == label)
        .boxed()
        .toList();
  }

  private static List<Integer> likeliest(List<Prediction> said, int label, int count) {
    return IntStream.range(0, said.size())
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                (Integer text) -> -said.get(text).probabilities().get(label)))
        .limit(count)
        .toList();
  }

  private static List<Integer> repeated(List<Integer> texts, int count) {
    List<Integer> repeated = new ArrayList<>(texts);
    while (!repeated.isEmpty() && repeated.size() < count) {
      repeated.addAll(List.copyOf(repeated));
    }
    return repeated;
  }

  /**
   * Those whose times are first, where a text's time is exponential with its probability as rate:
   * the same as drawing one after another among those that are left (Efraimidis and Spirakis 2006).
   */
  private static List<Integer> draw(
      List<Prediction> said, List<Integer> texts, int label, int count, RandomGenerator random) {
    record Timed(int text, double time) {}
    List<Timed> timed = new ArrayList<>();
    for (int text : repeated(texts, count)) {
      double sure = said.get(text).probabilities().get(label);
      timed.add(new Timed(text, -Math.log(1 - random.nextDouble()) / sure));
    }
    timed.sort(Comparator.comparingDouble(Timed::time));
    return timed.stream().limit(count).map(Timed::text).toList();
  }
}
