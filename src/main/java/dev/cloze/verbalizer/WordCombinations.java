package dev.cloze.verbalizer;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * Combinations of one word a label by how many of N examples they tell rightly: an example is told
 * rightly where its own label's word scores above those of all others (LM-BFF, Gao et al. 2021,
 * section 5.1). They are built label by label. What a beginning can come to at best is counted with
 * the best candidate of each label that is still open; the best beginnings are kept, {@value #BEAM}
 * of them, fewer where there are very many examples. As long as the beginnings without the last
 * label are no more than that, nothing is lost and the result is exact.
 */
final class WordCombinations {
  /** How many beginnings are kept. */
  static final int BEAM = 10_000;

  private static final long NUMBERS = 1L << 21;

  private final float[][] scores;
  private final int[] labels;
  private final int[] starts;
  private final double[][] likelihoods;
  private final int beam;

  /**
   * Words and what they score.
   *
   * @param scores [K][N]
   * @param labels the label of each example
   * @param likelihoods [L][K], how likely the examples of each label make each word: among equally
   *     right combinations the likelier ones come first
   */
  WordCombinations(float[][] scores, ImmutableIntArray labels, double[][] likelihoods) {
    this(
        scores,
        labels,
        likelihoods,
        (int) Math.max(1, Math.min(BEAM, NUMBERS / Math.max(1, labels.length()))));
  }

  WordCombinations(float[][] scores, ImmutableIntArray labels, double[][] likelihoods, int beam) {
    int[] byLabel =
        IntStream.range(0, labels.length())
            .boxed()
            .sorted(Comparator.comparingInt(labels::get))
            .mapToInt(x -> x)
            .toArray();
    this.labels = IntStream.of(byLabel).map(labels::get).toArray();
    this.scores = new float[scores.length][];
    for (int word = 0; word < scores.length; word++) {
      this.scores[word] = new float[byLabel.length];
      for (int x = 0; x < byLabel.length; x++) {
        this.scores[word][x] = scores[word][byLabel[x]];
      }
    }
    starts =
        IntStream.rangeClosed(0, likelihoods.length)
            .map(label -> (int) labels.stream().filter(other -> other < label).count())
            .toArray();
    this.likelihoods = likelihoods;
    this.beam = beam;
  }

  /**
   * A combination.
   *
   * @param words the word of each label
   * @param right how many examples it tells rightly
   */
  record Combination(ImmutableIntArray words, int right) {}

  /** A beginning: its words, and for each example what its own word and the best rival score. */
  private static final class Beginning {
    final ImmutableIntArray words;
    final float[] own;
    final float[] rival;
    final double likelihood;

    Beginning(ImmutableIntArray words, float[] own, float[] rival, double likelihood) {
      this.words = words;
      this.own = own;
      this.rival = rival;
      this.likelihood = likelihood;
    }
  }

  /** A beginning with one more word, before it is worked out. */
  private record Step(int parent, int word, int bound, double likelihood) {}

  private static final Comparator<Step> BEST_FIRST =
      Comparator.comparingInt((Step step) -> -step.bound())
          .thenComparingDouble(step -> -step.likelihood())
          .thenComparingInt(Step::parent)
          .thenComparingInt(Step::word);

  /**
   * The best combinations, best first.
   *
   * @param candidates the words of each label
   * @param count how many
   */
  ImmutableList<Combination> best(List<ImmutableIntArray> candidates, int count) {
    List<Beginning> beginnings = List.of(empty(candidates));
    List<Step> steps = List.of();
    for (int label = 0; label < candidates.size(); label++) {
      boolean last = label == candidates.size() - 1;
      steps = steps(beginnings, label, candidates.get(label), last ? count : beam);
      List<Beginning> next = new ArrayList<>();
      for (Step step : steps) {
        next.add(extended(beginnings.get(step.parent()), label, step));
      }
      beginnings = next;
    }
    ImmutableList.Builder<Combination> combinations = ImmutableList.builder();
    for (int i = 0; i < beginnings.size(); i++) {
      combinations.add(new Combination(beginnings.get(i).words, steps.get(i).bound()));
    }
    return combinations.build();
  }

  private Beginning empty(List<ImmutableIntArray> candidates) {
    float[] own = new float[labels.length];
    float[] rival = new float[labels.length];
    Arrays.fill(rival, Float.NEGATIVE_INFINITY);
    for (int x = 0; x < own.length; x++) {
      own[x] = Float.NEGATIVE_INFINITY;
      ImmutableIntArray words = candidates.get(labels[x]);
      for (int i = 0; i < words.length(); i++) {
        own[x] = Math.max(own[x], scores[words.get(i)][x]);
      }
    }
    return new Beginning(ImmutableIntArray.of(), own, rival, 0);
  }

  private List<Step> steps(
      List<Beginning> beginnings, int label, ImmutableIntArray words, int most) {
    PriorityQueue<Step> best = new PriorityQueue<>(BEST_FIRST.reversed());
    for (int parent = 0; parent < beginnings.size(); parent++) {
      Beginning beginning = beginnings.get(parent);
      int others = right(beginning, label);
      for (int i = 0; i < words.length(); i++) {
        int word = words.get(i);
        if (beginning.words.contains(word)) {
          continue;
        }
        double likelihood = beginning.likelihood + likelihoods[label][word];
        int own = ownRight(beginning, label, word);
        if (best.size() == most && own + others < best.peek().bound()) {
          continue; // not even if the word takes nothing from the other labels
        }
        int bound = own + othersRight(beginning, label, word);
        Step step = new Step(parent, word, bound, likelihood);
        if (best.size() < most) {
          best.add(step);
        } else if (BEST_FIRST.compare(step, best.peek()) < 0) {
          best.poll();
          best.add(step);
        }
      }
    }
    return best.stream().sorted(BEST_FIRST).toList();
  }

  /** How many examples of other labels are right at best before the label has a word. */
  private int right(Beginning beginning, int label) {
    int right = 0;
    for (int x = 0; x < labels.length; x++) {
      right += labels[x] != label && beginning.own[x] > beginning.rival[x] ? 1 : 0;
    }
    return right;
  }

  /** How many examples of the label are right at best once it has the word. */
  private int ownRight(Beginning beginning, int label, int word) {
    float[] score = scores[word];
    int right = 0;
    for (int x = starts[label]; x < starts[label + 1]; x++) {
      right += score[x] > beginning.rival[x] ? 1 : 0;
    }
    return right;
  }

  /** How many examples of other labels are right at best once the label has the word. */
  private int othersRight(Beginning beginning, int label, int word) {
    return othersRight(beginning, scores[word], 0, starts[label])
        + othersRight(beginning, scores[word], starts[label + 1], labels.length);
  }

  private static int othersRight(Beginning beginning, float[] score, int from, int to) {
    float[] own = beginning.own;
    float[] rival = beginning.rival;
    int right = 0;
    for (int x = from; x < to; x++) {
      right += own[x] > rival[x] && own[x] > score[x] ? 1 : 0;
    }
    return right;
  }

  private Beginning extended(Beginning parent, int label, Step step) {
    float[] own = parent.own.clone();
    float[] rival = parent.rival.clone();
    float[] score = scores[step.word()];
    for (int x = 0; x < score.length; x++) {
      if (labels[x] == label) {
        own[x] = score[x];
      } else {
        rival[x] = Math.max(rival[x], score[x]);
      }
    }
    ImmutableIntArray words =
        ImmutableIntArray.builder().addAll(parent.words).add(step.word()).build();
    return new Beginning(words, own, rival, step.likelihood());
  }
}
