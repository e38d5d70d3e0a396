package dev.cloze.pipeline;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.cloze.base.Options;
import dev.cloze.base.OptionsWriter;
import dev.cloze.base.Setting;
import dev.cloze.run.RunFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The runs of LM-BFF, seed by seed, before words and values are laid over them. */
record LmBffPlan(LmBffOptions options, ImmutableList<SeedPlan> seeds) {
  /**
   * One seed.
   *
   * @param file the run that all runs of the seed are made of
   */
  record SeedPlan(long seed, RunFile file) {}

  /**
   * The runs of a recipe.
   *
   * @throws dev.cloze.base.ClozeException where a key or a value is wrong
   */
  static LmBffPlan of(RecipeFile recipe) {
    Setting.Origin origin = recipe.run().origin();
    Setting.Mapping one =
        recipe
            .run()
            .with(List.of("out"), new Setting.Absent(origin))
            .with(List.of("seeds"), new Setting.Absent(origin));
    return new LmBffPlan(
        Options.bind(recipe.section(), LmBffOptions.class),
        whole(recipe).allSeeds().stream()
            .map(
                seed ->
                    new SeedPlan(
                        seed,
                        Options.bind(
                            one.with(
                                List.of("seed"), new Setting.Scalar(Long.toString(seed), origin)),
                            RunFile.class)))
            .collect(toImmutableList()));
  }

  /** The folder for the results that a recipe names. */
  static Optional<Path> out(RecipeFile recipe) {
    return whole(recipe).out();
  }

  private static RunFile whole(RecipeFile recipe) {
    return Options.bind(recipe.run(), RunFile.class);
  }

  /** The run of the first seed, of which the settings are those of all. */
  RunFile first() {
    return seeds.get(0).file();
  }

  ImmutableList<GridPoint> grid() {
    return options.grid(first().training());
  }

  /** The SHA-256 of all that the results depend on: options and run files. */
  String hash() {
    Hasher hasher = Hashing.sha256().newHasher();
    hasher.putString(OptionsWriter.write(options), StandardCharsets.UTF_8);
    for (SeedPlan seed : seeds) {
      hasher.putLong(seed.seed());
      hasher.putString(OptionsWriter.write(seed.file()), StandardCharsets.UTF_8);
    }
    return hasher.hash().toString();
  }
}
