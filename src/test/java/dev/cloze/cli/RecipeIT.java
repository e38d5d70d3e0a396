package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recipe as packaged: from texts to a distilled classifier, killed in the middle, annotated. */
class RecipeIT {
  private static final int MINUTES = 2;
  private static final int TEXTS = 600;

  @TempDir Path folder;

  private ClozeJar jar;

  @BeforeEach
  void write() throws IOException {
    TinyRun run = TinyRun.in(folder);
    String settings =
        Files.readString(folder.resolve("run.yaml"))
            .replace("test: {path: test.tsv}}", "test: {path: test.tsv}, unlabelled: pool.tsv}")
            .replace("{epochs: 2}", "{epochs: 30, learning_rate: 3e-3}");
    run.write(
        "recipe.yaml",
        settings.replaceAll("(?m)^template: .*\n", "")
            + """
            threads: 1
            recipe:
              kind: ipet
              generations: 2
              repetitions: 1
              members:
                was: {template: 'It was {"mask"} : {"placeholder":"text_a"}'}
                about: {template: '{"placeholder":"text_a"} is about {"mask"} .'}
              distil: {training: {epochs: 1}}
            """);
    StringBuilder pool = new StringBuilder("text_a\n");
    for (int i = 0; i < TEXTS; i++) {
      pool.append(i % 2 == 0 ? "the team won match " : "rain and wind on day ").append(i);
      pool.append('\n');
    }
    run.write("pool.tsv", pool.toString());
    jar = new ClozeJar(folder);
  }

  private ClozeJar.Result done(String... arguments) throws Exception {
    ClozeJar.Result result = jar.run(arguments);
    assertThat(result.status()).as(result.err()).isZero();
    return result;
  }

  /** Each kill comes at another stage: while members train, while texts are labelled, later. */
  @Test
  void killedAtAnyStageItEndsWithTheSameTableAndPredicts() throws Exception {
    done("run", "recipe.yaml", "--out", "whole", "--quiet");
    String table = Files.readString(folder.resolve("whole/table.txt"));
    assertThat(table).contains("generation 2: ensemble", "distilled");

    Process first = jar.start("run", "recipe.yaml", "--out", "broken", "--quiet");
    killWhen(first, "broken/seed-42/generation-1/members/was-1/results.json");
    Process second = jar.start("run", "--resume", "broken", "--quiet");
    killWhen(second, "broken/seed-42/generation-1/soft-labels.jsonl.part");
    Process third = jar.start("run", "--resume", "broken", "--quiet");
    killWhen(third, "broken/seed-42/generation-2/train/about-1.jsonl");
    ClozeJar.Result resumed = done("run", "--resume", "broken", "--quiet");

    assertThat(resumed.out()).contains("next: 'cloze predict broken --input FILE'");
    assertThat(folder.resolve("broken/table.txt")).hasContent(table);
    // but for the folder's name, which says who labels
    assertThat(withoutNames("broken")).isEqualTo(withoutNames("whole"));
    assertThat(folder.resolve("broken/report.html")).isNotEmptyFile();

    ClozeJar.Result said =
        jar.runWith(
            "it rained all day\n".getBytes(StandardCharsets.UTF_8), "predict", "broken", "-q");
    assertThat(said.status()).as(said.err()).isZero();
    assertThat(said.out()).contains("\"predicted\":", "\"weather\":", "\"football\":");
  }

  private String withoutNames(String out) throws IOException {
    return Files.readString(folder.resolve(out + "/seed-42/generation-2/soft-labels.jsonl"))
        .replace("\"source\":\"" + out + ",", "\"source\":\"");
  }

  private void killWhen(Process process, String file) throws Exception {
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
    while (!Files.exists(folder.resolve(file)) && process.isAlive() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
    process.destroyForcibly().waitFor();
    assertThat(folder.resolve(file)).exists();
    assertThat(folder.resolve("broken/table.txt")).doesNotExist();
  }

  @Test
  void runsOfAnyKindLabelTogetherAndAnotherIsDistilled() throws Exception {
    String epochs = "training={epochs: 30, learning_rate: 3e-3}";
    done(TinyRun.arguments("first", epochs));
    done(TinyRun.arguments("second", epochs, "verbalizer.kind=soft"));

    ClozeJar.Result labelled =
        done("annotate", "first", "second", "--texts", "pool.tsv", "--out", "labels.jsonl", "-q");
    ClozeJar.Result distilled =
        done("distil", "run.yaml", "--labels", "labels.jsonl", "--out", "distilled", "-q");

    assertThat(labelled.out()).contains("results: labels.jsonl");
    assertThat(Files.readAllLines(folder.resolve("labels.jsonl"))).hasSize(TEXTS);
    assertThat(folder.resolve("labels.jsonl.part")).doesNotExist();
    assertThat(distilled.out()).contains("600 to train on");
  }

  @Test
  void anAnnotationThatWasStoppedGoesOn() throws Exception {
    done(TinyRun.arguments("first"));
    String[] annotate = {"annotate", "first", "--texts", "pool.tsv", "--out", "a.jsonl", "-q"};
    done(annotate);
    String whole = Files.readString(folder.resolve("a.jsonl"));
    Files.delete(folder.resolve("a.jsonl"));
    int cut = whole.indexOf('\n', whole.length() / 2) + 10;
    Files.writeString(folder.resolve("a.jsonl.part"), whole.substring(0, cut));

    ClozeJar.Result again = done(annotate);

    assertThat(again.out()).contains("went on behind 256 texts that were labelled before");
    assertThat(folder.resolve("a.jsonl")).hasContent(whole);
  }

  @Test
  void mistakesAreOneLineEach() throws Exception {
    assertOneLine("RCP-002", "run", "recipe.yaml", "--set", "data.unlabelled=", "-q");
    assertOneLine("RCP-001", "run", "recipe.yaml", "--set", "recipe.members=", "-q");
    assertOneLine("RUN-003", "annotate", "nowhere", "--texts", "pool.tsv", "--out", "a", "-q");
    assertOneLine("RUN-001", "annotate", "nowhere", "--texts", "pool.tsv", "--out", "no/a", "-q");
    done(TinyRun.arguments("first"));
    Files.writeString(
        folder.resolve("other.jsonl"),
        "{\"text_a\": \"x\", \"distribution\": {\"rain\": 0.5, \"football\": 0.5}}\n");
    assertOneLine("DAT-020", "distil", "run.yaml", "--labels", "other.jsonl", "-q");
  }

  private void assertOneLine(String code, String... arguments) throws Exception {
    ClozeJar.Result result = jar.run(arguments);
    assertThat(result.status()).isNotZero();
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.err()).startsWith(code + ": ").contains("docs/errors/" + code + ".md");
  }
}
