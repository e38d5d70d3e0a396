package dev.cloze.pretrain;

import dev.cloze.base.Seeds;
import dev.cloze.nn.Pass;
import dev.cloze.nn.Plan;
import dev.cloze.plm.LanguageModel;
import dev.cloze.tensor.Gradients;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Rows that are never trained on, with the same questions about them each time. */
final class HeldOut {
  private static final int AT_ONCE = 32;

  private final int[][] rows;
  private final NumberFormat format;
  private final Seeds seeds;

  /** Rows, scored in a format. */
  HeldOut(int[][] rows, NumberFormat format, Seeds seeds) {
    this.rows = rows.clone();
    this.format = format;
    this.seeds = seeds;
  }

  /** How many tokens are asked for. */
  int targets(Objective objective) {
    return questions(objective).mapToInt(Objective.Question::targets).sum();
  }

  /** How well a model answers. */
  Objective.Score score(LanguageModel model, Objective objective) {
    return questions(objective)
        .map(question -> score(model, question))
        .reduce(Objective.Score::plus)
        .orElseThrow();
  }

  private Stream<Objective.Question> questions(Objective objective) {
    return IntStream.iterate(0, from -> from < rows.length, from -> from + AT_ONCE)
        .mapToObj(from -> question(objective, from));
  }

  private Objective.Question question(Objective objective, int from) {
    int[][] some = Arrays.copyOfRange(rows, from, Math.min(rows.length, from + AT_ONCE));
    return objective.ask(some, new SplittableRandom(seeds.derive("held out", from)));
  }

  private Objective.Score score(LanguageModel model, Objective.Question question) {
    return Gradients.pausing(
        () -> Scope.get(() -> question.score(model, Pass.scoring(Plan.EMPTY, format))));
  }
}
