package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.math.LongMath;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import dev.cloze.run.RunCheck;
import dev.cloze.run.RunFile;
import dev.cloze.train.TrainingOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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
  private static final long LEAST_EPOCHS = 3;
  private static final long STEPS = 1000;

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
    Setting.Mapping settings =
        task(file, own).with(SOFT_LABELS, new Setting.Scalar(softLabels.toString(), here));
    RunFile run = bound(settings);
    long texts = texts(softLabels);
    return texts == 0 || saysEpochs(file, own)
        ? run
        : bound(
            settings.with(
                EPOCHS, new Setting.Scalar(Integer.toString(epochs(texts, run.training())), here)));
  }

  private static boolean saysEpochs(Path file, Setting.Mapping own) {
    boolean recipes =
        RecipeFile.isOne(file)
            && namesEpochs(
                RecipeFile.at(
                            RecipeFile.read(file, List.of()).section(), List.of(PetSettings.DISTIL))
                        instanceof Setting.Mapping distil
                    ? distil
                    : own);
    return recipes || namesEpochs(own);
  }

  /** How many lines a file has; none where it cannot be read, which the run tells. */
  private static long texts(Path softLabels) {
    try (Stream<String> lines = Files.lines(softLabels)) {
      return lines.filter(line -> !line.isBlank()).count();
    } catch (IOException | UncheckedIOException e) {
      return 0;
    }
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

  /** Whether settings say how often texts are seen. */
  static boolean namesEpochs(Setting.Mapping own) {
    return RecipeFile.at(own, EPOCHS) instanceof Setting.Scalar;
  }

  /**
   * How often texts are seen where nobody says: three times, or as often as makes a thousand steps,
   * for a head learns little in fewer.
   *
   * @param texts how many there are, above 0
   */
  static int epochs(long texts, TrainingOptions training) {
    long perStep = (long) training.batchSize() * training.accumulation();
    long steps = LongMath.divide(texts, perStep, RoundingMode.CEILING);
    return Math.toIntExact(
        Math.max(LEAST_EPOCHS, LongMath.divide(STEPS, steps, RoundingMode.CEILING)));
  }
}
