package dev.cloze.task;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import dev.cloze.data.Example;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Several classifiers that answer as one. Templates, verbalizers and models may differ; the labels
 * are the same, in the same order. Safe for many threads, as its members are, which stay the
 * caller's to close.
 *
 * @param members at least one
 * @param combination how their predictions become one
 */
public record Ensemble(ImmutableList<PromptClassifier> members, Combination combination) {
  /** Checks that all members have the same labels, and a weight each. */
  public Ensemble {
    requireSameLabels(members);
    checkArgument(
        combination.weights().length() == members.size(),
        "%s members, %s weights",
        members.size(),
        combination.weights().length());
  }

  /** The mean of the members' probabilities. */
  public static Ensemble mean(List<PromptClassifier> members) {
    return new Ensemble(ImmutableList.copyOf(members), Combination.mean(members.size()));
  }

  /** The vote of the majority. */
  public static Ensemble majority(List<PromptClassifier> members) {
    return new Ensemble(ImmutableList.copyOf(members), Combination.majority(members.size()));
  }

  /** A mean with given weights, of which only the ratios count. */
  public static Ensemble weighted(List<PromptClassifier> members, List<Double> weights) {
    return new Ensemble(ImmutableList.copyOf(members), Combination.weighted(weights));
  }

  /**
   * A mean with the members' accuracies as weights, as PET has it: to be made before the members
   * are trained.
   *
   * @param training the labelled examples that they will be trained on
   */
  public static Ensemble byAccuracy(List<PromptClassifier> members, List<Example> training) {
    return measured(members, training, Combination::byAccuracy);
  }

  /**
   * A mean with the weights that make the right labels of {@code dev} likeliest.
   *
   * @param dev labelled examples that no member was trained on
   */
  public static Ensemble learnt(List<PromptClassifier> members, List<Example> dev) {
    return measured(members, dev, Combination::learnt);
  }

  /** The names of the labels, in the order of their numbers. */
  public ImmutableList<String> labels() {
    return members.get(0).labels();
  }

  /** Classifies examples, in their order. */
  public ImmutableList<Prediction> predict(List<Example> examples) {
    return combination.combine(predictions(members, examples));
  }

  /** The names of the likeliest labels of texts, in their order. */
  public ImmutableList<String> classify(List<String> texts) {
    return predict(texts.stream().map(Example::of).toList()).stream()
        .map(prediction -> labels().get(prediction.label()))
        .collect(ImmutableList.toImmutableList());
  }

  private static Ensemble measured(
      List<PromptClassifier> members,
      List<Example> examples,
      BiFunction<List<ImmutableList<Prediction>>, List<Integer>, Combination> weigh) {
    requireSameLabels(members);
    List<Integer> right = examples.stream().map(example -> example.label().orElseThrow()).toList();
    return new Ensemble(
        ImmutableList.copyOf(members), weigh.apply(predictions(members, examples), right));
  }

  private static List<ImmutableList<Prediction>> predictions(
      List<PromptClassifier> members, List<Example> examples) {
    return members.stream().map(member -> member.predict(examples)).toList();
  }

  private static void requireSameLabels(List<PromptClassifier> members) {
    checkArgument(!members.isEmpty(), "an ensemble needs a member, found none");
    members.forEach(
        member ->
            checkArgument(
                member.labels().equals(members.get(0).labels()),
                "the members of an ensemble have the same labels; found %s and %s",
                members.get(0).labels(),
                member.labels()));
  }
}
