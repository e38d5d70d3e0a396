package dev.cloze.pipeline;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.run.OutputKind;
import dev.cloze.run.RunCheck;
import dev.cloze.run.RunFile;
import dev.cloze.run.VerbalizerKind;
import dev.cloze.verbalizer.AutomaticOptions;
import java.util.Locale;
import java.util.Optional;

/** Checks all of LM-BFF that can be wrong before a model is loaded. */
final class LmBffCheck {
  private LmBffCheck() {}

  /**
   * Checks a plan and returns the hashes of all that it reads, by path.
   *
   * @throws ClozeException {@link RecipeError#OTHER_OUTPUT}, {@link RecipeError#NOT_TRAINED},
   *     {@link RecipeError#NO_DEV}, {@link RecipeError#NO_SEARCH}; what {@link RunCheck} throws
   */
  static ImmutableMap<String, String> of(LmBffPlan plan) {
    RunFile file = plan.first();
    if (file.output().kind() != OutputKind.ONE_LABEL) {
      throw new ClozeException(
          RecipeError.OTHER_OUTPUT, "recipe: LM-BFF gives a text one label; leave 'output' out");
    }
    requireTraining(file);
    if (plan.options().candidates() > 0 && !searches(file)) {
      throw new ClozeException(
          RecipeError.NO_SEARCH,
          "recipe.candidates of %d: combinations of label words are ranked, and the verbalizer of"
              + " kind '%s'%s finds none; say verbalizer: {kind: automatic, labels: [...],"
              + " automatic: {method: lm_bff}}, or candidates: 0 for the words as they are",
          plan.options().candidates(),
          file.verbalizer().kind().name().toLowerCase(Locale.ROOT),
          method(file).map(method -> " by '" + method + "'").orElse(""));
    }
    return RunCheck.of(file).hashes();
  }

  private static void requireTraining(RunFile file) {
    if (file.training().epochs() == 0 || file.data().train().isEmpty()) {
      throw new ClozeException(
          RecipeError.NOT_TRAINED,
          "%s; LM-BFF ranks words and hyperparameters by training with each",
          file.training().epochs() == 0 ? "training.epochs is 0" : "data.train is missing");
    }
    if (!file.data().hasDev()) {
      throw new ClozeException(
          RecipeError.NO_DEV,
          "data.few_shot.dev_per_class and data.dev are missing: LM-BFF chooses by a dev set, as"
              + " large as the training set");
    }
  }

  private static boolean searches(RunFile file) {
    return file.verbalizer().kind() == VerbalizerKind.AUTOMATIC
        && settings(file).method() == AutomaticOptions.Method.LM_BFF;
  }

  private static Optional<String> method(RunFile file) {
    return file.verbalizer().kind() == VerbalizerKind.AUTOMATIC
        ? Optional.of(settings(file).method().name().toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static AutomaticOptions settings(RunFile file) {
    return file.verbalizer().automatic().orElseGet(AutomaticOptions::defaults);
  }
}
