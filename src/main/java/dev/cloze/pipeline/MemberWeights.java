package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.run.ExtraPredictions;
import dev.cloze.run.PredictionsFile;
import dev.cloze.run.TrainedRun;
import dev.cloze.task.Combination;
import dev.cloze.task.Prediction;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** How heavy the members of an ensemble are. */
final class MemberWeights {
  private MemberWeights() {}

  /**
   * The weights of runs that are done.
   *
   * @param folders by the members' names
   * @throws ClozeException {@link RecipeError#NO_ACCURACY} where a run was not asked what it says
   *     of its training examples before it is trained
   */
  static Combination of(
      PetOptions.Weights weights, Combination.Kind kind, ImmutableMap<String, Path> folders) {
    if (weights == PetOptions.Weights.EVEN) {
      return Combination.mean(folders.size()).by(kind);
    }
    List<ImmutableList<PredictionsFile.Line>> before =
        folders.values().stream().map(MemberWeights::before).toList();
    return Combination.byAccuracy(
            before.stream().map(MemberWeights::predictions).toList(),
            before.get(0).stream().map(PredictionsFile.Line::right).toList())
        .by(kind);
  }

  private static ImmutableList<PredictionsFile.Line> before(Path folder) {
    Path seed = TrainedRun.of(folder, OptionalLong.empty()).seedFolder();
    if (!ExtraPredictions.TRAIN_BEFORE.isThere(seed)) {
      throw new ClozeException(
          RecipeError.NO_ACCURACY,
          "%s: it is not known how good this was before it was trained; runs of a recipe know it,"
              + " and even weights do without",
          folder);
    }
    return ExtraPredictions.TRAIN_BEFORE.read(seed);
  }

  private static ImmutableList<Prediction> predictions(List<PredictionsFile.Line> lines) {
    return lines.stream().map(PredictionsFile.Line::prediction).collect(toImmutableList());
  }
}
