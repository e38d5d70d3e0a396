package dev.cloze.task;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the predictions of several classifiers become one. It knows probabilities and nothing of
 * models.
 *
 * @param kind how they are combined
 * @param weights one for each member, none below 0; they sum to 1
 */
public record Combination(Kind kind, ImmutableDoubleArray weights) {
  /** How predictions are combined. */
  public enum Kind {
    /** The mean of the probabilities, each member as heavy as its weight. */
    MEAN,
    /**
     * The softmax of the mean of the labels' log-scores, each member as heavy as its weight: how
     * PET (Schick and Schütze 2021, section 3.3) and LM-BFF (Gao et al. 2021, section 6) merge what
     * models say. What a member adds to all its scores alike changes nothing.
     */
    LOGITS,
    /**
     * The label that most members predict, each vote as heavy as its weight; of labels with as many
     * votes the one with the higher mean probability. The shares of the votes are told as
     * probabilities.
     */
    MAJORITY
  }

  /** Votes closer than this are equal: sums of weights differ in their last digits. */
  private static final double SAME = 1e-12;

  /** Checks and scales the weights. */
  public Combination {
    checkArgument(!weights.isEmpty(), "an ensemble needs a member, found none");
    checkArgument(
        weights.stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight)),
        "weights must be finite and not below 0, were %s",
        weights);
    double sum = weights.stream().sum();
    checkArgument(sum > 0, "one weight at least must be above 0, were %s", weights);
    weights =
        ImmutableDoubleArray.copyOf(weights.stream().map(weight -> weight / sum).boxed().toList());
  }

  /** The mean of the members' probabilities. */
  public static Combination mean(int members) {
    return new Combination(Kind.MEAN, even(members));
  }

  /** The mean of the members' log-scores. */
  public static Combination logits(int members) {
    return new Combination(Kind.LOGITS, even(members));
  }

  /** The same weights, combined another way. */
  public Combination by(Kind newKind) {
    return new Combination(newKind, weights);
  }

  /** The vote of the majority. */
  public static Combination majority(int members) {
    return new Combination(Kind.MAJORITY, even(members));
  }

  /** A mean in which each member is as heavy as it is told to be; only ratios count. */
  public static Combination weighted(List<Double> weights) {
    return new Combination(Kind.MEAN, ImmutableDoubleArray.copyOf(weights));
  }

  /**
   * A mean in which each member is as heavy as the share of examples that it is right about. With
   * what classifiers say of the training examples before they are trained, these are the weights of
   * PET (Schick and Schütze 2021, "Exploiting Cloze Questions for Few Shot Text Classification and
   * Natural Language Inference", section 3.3). Where no member is right about any, all are even.
   *
   * @param members the predictions of each member
   * @param right the right labels of the examples
   */
  public static Combination byAccuracy(
      List<? extends List<Prediction>> members, List<Integer> right) {
    requireSame(members, right.size());
    List<Double> shares = members.stream().map(said -> (double) rightOf(said, right)).toList();
    return Collections.max(shares) == 0 ? mean(members.size()) : weighted(shares);
  }

  /**
   * A mean whose weights make the right labels of given examples likeliest, those of {@link
   * MixtureWeights}.
   *
   * @param members the predictions of each member for examples that none was trained on
   * @param right the right labels of the examples
   */
  public static Combination learnt(List<? extends List<Prediction>> members, List<Integer> right) {
    requireSame(members, right.size());
    checkArgument(!right.isEmpty(), "weights are learnt from examples, found none");
    double[][] probabilities = new double[members.size()][right.size()]; // [M,N]
    for (int member = 0; member < members.size(); member++) {
      for (int i = 0; i < right.size(); i++) {
        probabilities[member][i] = members.get(member).get(i).probabilities().get(right.get(i));
      }
    }
    return new Combination(
        Kind.MEAN, ImmutableDoubleArray.copyOf(MixtureWeights.of(probabilities)));
  }

  /** The predictions of all members as one, example by example. */
  public ImmutableList<Prediction> combine(List<? extends List<Prediction>> members) {
    checkArgument(
        members.size() == weights.length(), "%s members, %s weights", members.size(), weights);
    requireSame(members, members.get(0).size());
    return IntStream.range(0, members.get(0).size())
        .mapToObj(i -> one(members.stream().map(member -> member.get(i)).toList()))
        .collect(ImmutableList.toImmutableList());
  }

  private Prediction one(List<Prediction> said) {
    int labels = said.get(0).probabilities().length();
    double[] mean = new double[labels];
    double[] votes = new double[labels];
    double[] logits = new double[labels];
    for (int member = 0; member < said.size(); member++) {
      Prediction prediction = said.get(member);
      checkArgument(
          prediction.probabilities().length() == labels,
          "example '%s' has %s labels for one member, %s for another",
          prediction.id(),
          prediction.probabilities().length(),
          labels);
      for (int label = 0; label < labels; label++) {
        double probability = prediction.probabilities().get(label);
        mean[label] += weights.get(member) * probability;
        // the least number there is in the place of 0, so that a weight of 0 takes a member out
        logits[label] += weights.get(member) * Math.log(Math.max(probability, Double.MIN_VALUE));
      }
      votes[prediction.label()] += weights.get(member);
    }
    String id = said.get(0).id();
    if (kind == Kind.LOGITS) {
      return Prediction.ofScores(id, logits);
    }
    double[] told = kind == Kind.MEAN ? mean : votes;
    return new Prediction(id, best(told, mean), ImmutableDoubleArray.copyOf(told));
  }

  /** The highest; of those that are the highest together, the one with the higher mean. */
  private static int best(double[] told, double[] mean) {
    int best = 0;
    for (int label = 1; label < told.length; label++) {
      double above = told[label] - told[best];
      if (above > SAME || (Math.abs(above) <= SAME && mean[label] > mean[best])) {
        best = label;
      }
    }
    return best;
  }

  private static long rightOf(List<Prediction> said, List<Integer> right) {
    return IntStream.range(0, right.size())
        .filter(i -> said.get(i).label() == right.get(i))
        .count();
  }

  private static void requireSame(List<? extends List<Prediction>> members, int examples) {
    checkArgument(!members.isEmpty(), "an ensemble needs a member, found none");
    members.forEach(
        said ->
            checkArgument(
                said.size() == examples,
                "a member predicts %s examples, not %s",
                said.size(),
                examples));
  }

  private static ImmutableDoubleArray even(int members) {
    return ImmutableDoubleArray.copyOf(Collections.nCopies(members, 1.0));
  }
}
