package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.Progress;
import dev.cloze.run.RunFolder;
import dev.cloze.run.SeedResult;
import dev.cloze.run.TrainedRun;
import dev.cloze.run.WholeFile;
import dev.cloze.train.TrainingOptions.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole recipes over a tiny model with random weights. */
class LmBffTest {
  @TempDir Path folder;
  private TinyLmBff tiny;

  @BeforeEach
  void writeARecipe() {
    tiny = TinyLmBff.in(folder);
  }

  private Path seed(String out) {
    return folder.resolve(out).resolve("seed-13");
  }

  private static SeedResult result(Path run) {
    return RunFolder.open(run).result().orElseThrow().seeds().get(0);
  }

  /** The run that is best on dev, by the figures in the folders of the runs. */
  private static Path best(List<Path> runs) {
    Path best = runs.get(0);
    for (Path run : runs) {
      double above =
          result(run).dev().orElseThrow().accuracy() - result(best).dev().orElseThrow().accuracy();
      double below =
          result(best).dev().orElseThrow().loss() - result(run).dev().orElseThrow().loss();
      if (above > 0 || (above == 0 && below > 0)) {
        best = run;
      }
    }
    return best;
  }

  private static double test(Path run) {
    return result(run).measured().figures().get(Metric.ACCURACY);
  }

  @Test
  void trainsWithTheWordsFoundAndTakesWhatIsBestOnDev() throws IOException {
    LmBffResult.Seed seed = tiny.run("out").seeds().get(0);

    CandidateWords found =
        WholeFile.readJson(seed("out").resolve("candidates.json"), CandidateWords.class);
    assertThat(found.candidates()).hasSize(100);
    List<Path> words = new ArrayList<>();
    for (int rank = 1; rank <= 3; rank++) {
      Path run = seed("out").resolve("words/" + rank);
      words.add(run);
      assertThat(RunFolder.open(run).file().verbalizer().words())
          .isEqualTo(found.candidates().get(rank - 1).words())
          .isEqualTo(seed.words().get(rank - 1).words());
    }
    assertThat(seed("out").resolve("words/4")).doesNotExist();
    Path ranked = best(words);
    assertThat(seed.chosenWords()).contains(words.indexOf(ranked) + 1);

    // the second place of the grid is what the words were ranked with
    List<Path> grid = List.of(seed("out").resolve("grid/bs-4-lr-1e-3"), ranked);
    assertThat(seed("out").resolve("grid/bs-4-lr-3e-3")).doesNotExist();
    assertThat(RunFolder.open(grid.get(0)).file().verbalizer().words())
        .isEqualTo(RunFolder.open(ranked).file().verbalizer().words());
    assertThat(RunFolder.open(grid.get(0)).file().training().learningRate()).isEqualTo(1e-3);
    Path tuned = best(grid);
    assertThat(seed("out").resolve(seed.run())).isEqualTo(tuned);
    assertThat(seed.chosenPoint()).isEqualTo(grid.indexOf(tuned) + 1);

    ImmutableList<RecipeTable.Row> rows =
        LmBffTable.rows(WholeFile.readJson(folder.resolve("out/results.json"), LmBffResult.class));
    assertThat(rows.subList(rows.size() - 3, rows.size()))
        .containsExactly(
            new RecipeTable.Row("words as found", ImmutableList.of(test(words.get(0))), false),
            new RecipeTable.Row("words ranked by training", ImmutableList.of(test(ranked)), true),
            new RecipeTable.Row("after the grid", ImmutableList.of(test(tuned)), true));
    assertThat(rows).extracting(RecipeTable.Row::name).contains("majority class");
    assertThat(Files.readString(folder.resolve("out/report.html")))
        .contains("words ranked by training")
        .contains(found.candidates().get(words.indexOf(ranked)).describe());
    assertThat(seed.stages())
        .extracting(Stage::name)
        .startsWith("finding label words", "training with each combination of words");
  }

  /** What was trained with the words that were best is what labels new texts. */
  @Test
  void theBestRunOfTheFirstOrTheNamedSeedLabelsNewTexts() {
    LmBffResult result =
        tiny.run("out", "seed=", "seeds=[13, 21]", "recipe.candidates=1", "training.epochs=1");

    Path out = folder.resolve("out");
    assertThat(Recipe.trained(out, OptionalLong.empty()))
        .isEqualTo(seed("out").resolve(result.seeds().get(0).run()));
    assertThat(Recipe.trained(out, OptionalLong.of(21)))
        .isEqualTo(out.resolve("seed-21").resolve(result.seeds().get(1).run()));
    assertThat(TrainedRun.of(Recipe.trained(out, OptionalLong.of(21)), OptionalLong.empty()).seed())
        .isEqualTo(21);
    try (TrainedEnsemble alone = TrainedEnsemble.ofRecipe(out, OptionalLong.empty())) {
      assertThat(alone.members()).hasSize(1);
    }
    assertThatThrownBy(() -> Recipe.trained(out, OptionalLong.of(3)))
        .hasMessageContaining("--seed 3 is none of this recipe; it has 13, 21");
    // each seed drew examples of its own, and found words by them
    assertThat(result.seeds()).extracting(LmBffResult.Seed::seed).containsExactly(13L, 21L);
    assertThat(LmBffTable.rows(result).get(0).figures()).hasSize(2);
  }

  @Test
  void withoutCandidatesTheWordsAreThoseOfTheFile() {
    LmBffResult.Seed seed =
        tiny.run(
                "out",
                "recipe.candidates=0",
                "verbalizer={words: {football: trophy, weather: night}}",
                "recipe.learning_rates=[]",
                "recipe.batch_sizes=[2, 4]")
            .seeds()
            .get(0);

    assertThat(seed.words()).isEmpty();
    assertThat(seed.chosenWords()).isEmpty();
    assertThat(seed("out").resolve("words")).doesNotExist();
    assertThat(seed("out").resolve("candidates.json")).doesNotExist();
    List<Path> grid =
        List.of(seed("out").resolve("grid/bs-2-lr-3e-3"), seed("out").resolve("grid/bs-4-lr-3e-3"));
    assertThat(seed("out").resolve(seed.run())).isEqualTo(best(grid));
    assertThat(seed.baselines()).containsKey("majority class");
  }

  @Test
  void findsWordsForPairsOfSentences() {
    tiny.write(
        "pairs.tsv",
        """
        text_a	text_b	label
        it rained	the night was wet	yes
        the team won	they had a trophy	yes
        a match	football was played	yes
        it rained	the team won	no
        a trophy	it was night	no
        the weather	a match	no
        """);
    LmBffResult.Seed seed =
        tiny.run(
                "out",
                "data={train: "
                    + folder.resolve("pairs.tsv")
                    + ", test: "
                    + folder.resolve("pairs.tsv")
                    + ", few_shot: {per_class: 2, dev_per_class: 1}}",
                "template={text: '{\"placeholder\":\"text_a\"} ? {\"mask\"} ,"
                    + " {\"placeholder\":\"text_b\"}'}",
                "verbalizer.labels=[yes, no]",
                "recipe.candidates=2",
                "recipe.learning_rates=[]",
                "training.epochs=1")
            .seeds()
            .get(0);

    assertThat(seed.words()).hasSize(2);
    assertThat(seed.words().get(0).words().keySet()).containsExactly("yes", "no");
    assertThat(seed.words().get(0).untrained())
        .isGreaterThanOrEqualTo(seed.words().get(1).untrained());
  }

  /** They show the labels' names while words are found, then the words. */
  @Test
  void ranksWordsWithDemonstrationsOfThem() {
    LmBffResult.Seed seed =
        tiny.run(
                "out",
                "template='A {\"mask\"} report : {\"placeholder\":\"text_a\"}"
                    + " {\"demonstrations\"}'",
                "demonstrations={sets: 2}",
                "recipe.candidates=1",
                "recipe.learning_rates=[]",
                "training.epochs=1")
            .seeds()
            .get(0);

    assertThat(seed.words()).hasSize(1);
    assertThat(seed("out").resolve(seed.run())).isEqualTo(seed("out").resolve("words/1"));
  }

  /** Where a process is killed. */
  private static final class Killer implements LmBff.Listener {
    private final String where;

    Killer(String where) {
      this.where = where;
    }

    private void at(String place) {
      if (place.equals(where)) {
        throw new IllegalStateException("killed");
      }
    }

    @Override
    public void found(long seed, int combinations) {
      at("found");
    }

    @Override
    public void words(long seed, int rank, int all, String words, LmBffResult.Reached reached) {
      at("words " + rank);
    }

    @Override
    public void point(long seed, String values, LmBffResult.Reached reached) {
      at("point");
    }

    @Override
    public void chosen(LmBffResult.Seed seed) {
      at("chosen");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"found", "words 2", "point", "chosen"})
  void endsAfterAKillAsAnUnbrokenOne(String where) throws IOException {
    tiny.run("whole");
    LmBff killed = tiny.begin("killed");
    assertThatThrownBy(() -> killed.execute(Progress.SILENT, new Killer(where)))
        .hasMessage("killed");
    assertThat(folder.resolve("killed/results.json")).doesNotExist();

    Recipe.resume(folder.resolve("killed")).run(Progress.SILENT, line -> {});

    assertThat(folder.resolve("killed/table.txt"))
        .hasSameTextualContentAs(folder.resolve("whole/table.txt"));
    for (String same : List.of("candidates.json", "words/2/seed-13/predictions.jsonl")) {
      assertThat(seed("killed").resolve(same)).hasSameTextualContentAs(seed("whole").resolve(same));
    }
  }

  @Test
  void whatIsDoneIsNotDoneAgain() throws IOException {
    tiny.run("out");
    Path run = seed("out").resolve("words/1/seed-13/result.json");
    Files.delete(folder.resolve("out/results.json"));
    Files.delete(seed("out").resolve("result.json"));
    Object before = Files.getLastModifiedTime(run);
    List<String> heard = new ArrayList<>();

    Recipe.resume(folder.resolve("out")).run(Progress.SILENT, heard::add);

    assertThat(Files.getLastModifiedTime(run)).isEqualTo(before);
    assertThat(heard)
        .anyMatch(line -> line.startsWith("seed 13, words 3 of 3, "))
        .anyMatch(line -> line.startsWith("seed 13, batch size 4, learning rate 1e-3: dev "))
        .anyMatch(line -> line.startsWith("results: "));
  }
}
