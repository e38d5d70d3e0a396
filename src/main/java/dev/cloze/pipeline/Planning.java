package dev.cloze.pipeline;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Options;
import dev.cloze.base.Seeds;
import dev.cloze.base.Setting;
import dev.cloze.run.RunFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lays the settings of members, seeds and repetitions over those of a recipe's run file. All
 * members of a seed train on the same draw of examples, each with chance of its own.
 */
final class Planning {
  /** Stands for soft labels that are yet to be made. */
  static final String LATER = "soft-labels.jsonl";

  private static final List<String> EPOCHS = List.of("training", "epochs");
  private static final List<String> SOFT_LABELS = List.of("data", "soft_labels");

  private final RecipeFile recipe;
  private final PetSettings pet;
  private final RunFile first;

  private Planning(RecipeFile recipe) {
    this.recipe = recipe;
    this.pet = PetSettings.of(recipe);
    this.first = untrained(member(pet.members().values().iterator().next()));
  }

  /**
   * The runs of a recipe.
   *
   * @throws dev.cloze.base.ClozeException where a key or a value is wrong
   */
  static PetPlan of(RecipeFile recipe) {
    return new Planning(recipe).plan();
  }

  /** The folder for the results that a recipe names. */
  static Optional<Path> out(RecipeFile recipe) {
    return new Planning(recipe).first.out();
  }

  private PetPlan plan() {
    PetCheck.requireRecipe(first);
    ImmutableList.Builder<PetPlan.SeedPlan> seeds = ImmutableList.builder();
    for (long seed : first.allSeeds()) {
      seeds.add(new PetPlan.SeedPlan(seed, members(seed), distilled(seed)));
    }
    return new PetPlan(
        pet.options(),
        isLabelled(),
        pet.distil().filter(Distillation::namesEpochs).isEmpty(),
        seeds.build());
  }

  private boolean isLabelled() {
    return first.data().train().isPresent();
  }

  private ImmutableList<PetPlan.Member> members(long seed) {
    ImmutableList.Builder<PetPlan.Member> members = ImmutableList.builder();
    for (Map.Entry<String, Setting.Mapping> member : pet.members().entrySet()) {
      for (int repetition = 1; repetition <= pet.options().repetitions(); repetition++) {
        long own = Seeds.of(seed).derive("member " + member.getKey(), repetition);
        Setting.Mapping settings =
            drawnBy(seed, seeded(member(member.getValue()), own & Integer.MAX_VALUE));
        if (!members.build().isEmpty()) {
          settings = settings.with(List.of("baselines"), scalar("false"));
        }
        members.add(
            new PetPlan.Member(
                member.getKey(),
                repetition,
                isLabelled() ? bound(settings) : untrained(settings),
                later(settings).training().epochs()));
      }
    }
    return members.build();
  }

  /** The run of a generation that is trained on what others labelled, where there is one. */
  private RunFile later(Setting.Mapping settings) {
    return pet.options().generations() == 1
        ? untrained(settings)
        : bound(settings.with(SOFT_LABELS, scalar(LATER)));
  }

  private Setting.Mapping member(Setting.Mapping own) {
    return RecipeFile.laid(recipe.run(), own);
  }

  private Optional<RunFile> distilled(long seed) {
    return pet.distil()
        .map(
            own ->
                Distillation.settings(
                        recipe.run(), member(pet.members().values().iterator().next()), own)
                    .with(SOFT_LABELS, scalar(LATER)))
        .map(settings -> bound(seeded(settings, seed)));
  }

  private Setting.Mapping seeded(Setting.Mapping settings, long seed) {
    return settings
        .with(List.of("out"), absent())
        .with(List.of("seeds"), absent())
        .with(List.of("seed"), scalar(Long.toString(seed)));
  }

  /** The same with a draw by a seed of its own, where examples are drawn. */
  private Setting.Mapping drawnBy(long seed, Setting.Mapping settings) {
    return first.data().fewShot().filter(draw -> draw.seed().isEmpty()).isPresent()
        ? settings.with(List.of("data", "few_shot", "seed"), scalar(Long.toString(seed)))
        : settings;
  }

  /** Bound as it is where it has labelled examples, else without a training. */
  private static RunFile untrained(Setting.Mapping settings) {
    boolean labelled =
        settings.entries().get("data") instanceof Setting.Mapping data
            && data.entries().get("train") != null
            && !(data.entries().get("train") instanceof Setting.Absent);
    return bound(
        labelled ? settings : settings.with(EPOCHS, new Setting.Scalar("0", settings.origin())));
  }

  private static RunFile bound(Setting.Mapping settings) {
    return Options.bind(settings, RunFile.class);
  }

  private Setting scalar(String text) {
    return new Setting.Scalar(text, recipe.run().origin());
  }

  private Setting absent() {
    return new Setting.Absent(recipe.run().origin());
  }
}
