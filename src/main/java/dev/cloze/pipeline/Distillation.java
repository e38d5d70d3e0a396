package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import dev.cloze.run.RunCheck;
import dev.cloze.run.RunFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The run in which one classifier learns what an ensemble says (Hinton, Vinyals and Dean 2015; PET,
 * section 3.3): on soft labels alone, at the temperature 2, with a classification head over the
 * labels of the members, three epochs, and the last epoch's weights.
 */
public final class Distillation {
  private static final List<String> VERBALIZER = List.of("verbalizer");
  private static final List<String> TEMPLATE = List.of("template");
  private static final List<String> SOFT_LABELS = List.of("data", "soft_labels");
  private static final List<String> EPOCHS = List.of("training", "epochs");

  /** What belongs to a prompt's own training, or folder, and has no place in what is distilled. */
  private static final ImmutableList<List<String>> LEFT_OUT =
      ImmutableList.of(
          List.of("data", "train"),
          List.of("data", "few_shot"),
          List.of("data", "unlabelled"),
          List.of("training", "language_model"),
          List.of("training", "patience"),
          List.of("training", "balanced"),
          List.of("training", "class_weights"),
          List.of("start"),
          List.of("soft"),
          List.of("demonstrations"),
          List.of("forgetting"),
          List.of("out"));

  private static final ImmutableMap<List<String>, String> USUAL =
      ImmutableMap.of(
          List.of("training", "temperature"),
          "2",
          EPOCHS,
          "3",
          List.of("training", "select"),
          "last",
          List.of("baselines"),
          "false");

  private static final String HEAD = "head";

  private Distillation() {}

  /**
   * The run of a task on soft labels.
   *
   * @param file a run file; a recipe of LM-BFF, which is taken as one; or a recipe of PET, whose
   *     members' labels and settings under {@code distil} are taken
   * @param overrides settings that are laid over all others
   */
  public static RunFile read(Path file, Path softLabels, List<String> overrides) {
    Setting.Origin here = new Setting.Origin("--labels", Path.of("").toAbsolutePath().normalize());
    Setting.Mapping own = new Setting.Mapping(ImmutableMap.of(), here);
    for (String override : overrides) {
      own = Yaml.override(own, override);
    }
    return bound(
        task(file, own).with(SOFT_LABELS, new Setting.Scalar(softLabels.toString(), here)));
  }

  private static Setting.Mapping task(Path file, Setting.Mapping own) {
    if (!RecipeFile.isOne(file)) {
      Setting.Mapping run = Yaml.read(file);
      return settings(run, run, own);
    }
    RecipeFile recipe = RecipeFile.read(file, List.of());
    if (recipe.kind() == RecipeFile.Kind.LM_BFF) {
      return settings(recipe.run(), recipe.run(), own);
    }
    PetSettings pet = PetSettings.of(recipe);
    return settings(
        recipe.run(),
        RecipeFile.laid(recipe.run(), pet.members().values().iterator().next()),
        pet.distil().map(distil -> RecipeFile.laid(distil, own)).orElse(own));
  }

  /**
   * The settings of the run, without soft labels.
   *
   * @param run what members and the distilled classifier have in common
   * @param member a run of the same task, whose labels and number of texts are taken
   * @param own what is laid over the usual settings
   */
  static Setting.Mapping settings(
      Setting.Mapping run, Setting.Mapping member, Setting.Mapping own) {
    Setting.Mapping settings = run;
    for (List<String> key : LEFT_OUT) {
      if (!(RecipeFile.at(run, key) instanceof Setting.Absent)) {
        settings = settings.with(key, new Setting.Absent(run.origin()));
      }
    }
    for (Map.Entry<List<String>, String> usual : USUAL.entrySet()) {
      settings = settings.with(usual.getKey(), new Setting.Scalar(usual.getValue(), run.origin()));
    }
    if (asksForHead(own)) {
      RunFile known = bound(member.with(EPOCHS, new Setting.Scalar("0", run.origin())));
      settings =
          settings
              .with(VERBALIZER, head(RunCheck.of(known).labels().names(), run.origin()))
              .with(TEMPLATE, new Setting.Scalar(bareTemplate(known), run.origin()));
    }
    return RecipeFile.laid(settings, own);
  }

  /** Unless it names another kind. */
  private static boolean asksForHead(Setting.Mapping own) {
    return !(RecipeFile.at(own, List.of("verbalizer", "kind")) instanceof Setting.Scalar kind)
        || kind.text().equals(HEAD);
  }

  private static Setting head(List<String> labels, Setting.Origin origin) {
    return new Setting.Mapping(
        ImmutableMap.of(
            "kind",
            new Setting.Scalar(HEAD, origin),
            "labels",
            new Setting.Sequence(
                labels.stream()
                    .map(label -> new Setting.Scalar(label, origin))
                    .collect(ImmutableList.toImmutableList()),
                origin)),
        origin);
  }

  /** The text, or both where the member's template has two. */
  private static String bareTemplate(RunFile member) {
    boolean pair = member.readTemplate().text().contains("\"text_b\"");
    return "{\"placeholder\": \"text_a\"}"
        + (pair ? " {\"special\": \"<sep>\"} {\"placeholder\": \"text_b\"}" : "");
  }

  private static RunFile bound(Setting.Mapping settings) {
    return Options.bind(settings, RunFile.class);
  }
}
