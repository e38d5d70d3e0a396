package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands as packaged, where nothing is wrong. */
class CommandsIT {
  private static final String MODEL = TinyModel.ORIGINAL.toString();

  @TempDir Path folder;

  @Test
  void trainsScoresAndWritesPredictions() throws Exception {
    Path example = Path.of("examples/first-run.yaml").toAbsolutePath();

    ClozeJar.Result result = new ClozeJar(folder).run("run", example.toString(), "--quiet");

    assertThat(result.err()).isEmpty();
    assertThat(result.status()).isEqualTo(0);
    assertThat(result.out())
        .contains("seed 13: accuracy ", "right \\ predicted", "results: runs/first-run");
    List<String> lines =
        Files.readAllLines(folder.resolve("runs/first-run/seed-13/predictions.jsonl"));
    assertThat(lines).hasSize(8);
    JsonNode first = new ObjectMapper().readTree(lines.get(0));
    assertThat(first.get("id").textValue()).isEqualTo("1");
    assertThat(first.get("label").textValue()).isEqualTo("football");
    assertThat(first.get("fields").get("text_a").textValue())
        .isEqualTo("The team promised the trophy to the children.");
    double sum = 0;
    for (Map.Entry<String, JsonNode> label : first.get("probabilities").properties()) {
      sum += label.getValue().doubleValue();
    }
    assertThat(sum).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-6));
  }

  @Test
  void takesTheModelThatComesWithItWhereNoneIsNamed() throws Exception {
    String example = Path.of("examples/first-run.yaml").toAbsolutePath().toString();
    ClozeJar cloze = new ClozeJar(folder);

    ClozeJar.Result result =
        cloze.run("run", example, "--set", "model.path=", "--out", "own", "--quiet");

    assertThat(result.status()).as(result.err()).isEqualTo(0);
    assertThat(result.out()).containsPattern("model +cloze-small \\(bert, .*: the default");
    assertThat(folder.resolve("own/run.yaml")).content().doesNotContain("cloze-small");
    Files.writeString(folder.resolve("text.txt"), "the team won the match");
    ClozeJar.Result predicted =
        cloze.run("predict", "own", "--input", "text.txt", "--format", "lines");
    assertThat(predicted.err()).contains("cloze-small").contains(", the default");
    assertThat(predicted.out()).startsWith("{\"id\":\"1\",\"predicted\":");
    assertThat(cloze.run("explain", "--template", "It was {\"mask\"}.").out())
        .startsWith("model cloze-small, the default\n");
  }

  @Test
  void runsSeveralSeedsAndTellsTheirMean() throws Exception {
    Path example = Path.of("examples/first-run.yaml").toAbsolutePath();

    ClozeJar.Result result =
        new ClozeJar(folder)
            .run(
                "run",
                example.toString(),
                "--set",
                "seed=",
                "--set",
                "seeds=[1, 2]",
                "--set",
                "training.epochs=1",
                "--out",
                "two seeds");

    assertThat(result.out()).contains("this run (2 seeds)");
    assertThat(result.err()).contains("training: 4 of 4", "scoring: 8 of 8");
    assertThat(folder.resolve("two seeds/seed-1/predictions.jsonl")).exists();
    assertThat(folder.resolve("two seeds/seed-2/predictions.jsonl")).exists();
  }

  @Test
  void givesTheSameNumbersTwice() throws Exception {
    String example = Path.of("examples/first-run.yaml").toAbsolutePath().toString();

    new ClozeJar(folder).run("run", example, "--out", "one");
    new ClozeJar(folder).run("run", example, "--out", "two");

    assertThat(folder.resolve("one/seed-13/predictions.jsonl"))
        .hasSameTextualContentAs(folder.resolve("two/seed-13/predictions.jsonl"));
  }

  @Test
  void explainsAPrompt() throws Exception {
    Files.writeString(
        folder.resolve("words.json"), "{\"rain\": \"weather\", \"sport\": \"football\"}");

    ClozeJar.Result result =
        new ClozeJar(folder)
            .run(
                "explain",
                "--model",
                MODEL,
                "--template",
                "{\"placeholder\":\"text_a\"} {\"soft\"} It was {\"mask\"}.",
                "--text-a",
                "the team",
                "--verbalizer",
                "words.json");

    assertThat(result.status()).as(result.err()).isEqualTo(0);
    assertThat(result.out())
        .contains("placeholder 'text_a', may be cut")
        .contains("[CLS]/ad the/sh team/sh soft-1/so it/te was/te [MASK]/ma ./te [SEP]/ad")
        .containsPattern("Likeliest at the mask\n(  \\S+ +\\d+\\.\\d\\d %\n){10}")
        .containsPattern("Labels\n  rain +\\d+\\.\\d\\d %\n  sport +\\d+\\.\\d\\d %\n");
  }

  @Test
  void colorsTheRolesWhenAsked() throws Exception {
    ClozeJar.Result result =
        new ClozeJar(folder)
            .run("explain", "--model", MODEL, "--template", "It was {\"mask\"}.", "--color=always");

    assertThat(result.out()).contains("\u001b[1;31m[MASK]\u001b[0m");
  }

  @Test
  void inspectsAModel() throws Exception {
    ClozeJar.Result result = new ClozeJar(folder).run("inspect", MODEL);

    assertThat(result.status()).as(result.err()).isEqualTo(0);
    assertThat(result.out())
        .startsWith("bert, masked: 2 layers of 48, 480 tokens, 128 positions\n")
        .contains("encoder.layer.[0-1]", "linear query 48>48", "key-value self 4 heads of 12")
        .endsWith("each parameter is one too\n");
  }

  @Test
  void verifiesRecordings() throws Exception {
    Path faults = Path.of("src/test/resources/golden/openprompt-faults").toAbsolutePath();

    ClozeJar.Result result = new ClozeJar(folder).run("verify", faults.toString());

    assertThat(result.status()).as(result.err()).isEqualTo(0);
    assertThat(result.out()).endsWith("\n69 cases: 32 equal, 37 differ by reason\n");
  }

  @Test
  void checksTheMachine() throws Exception {
    ClozeJar.Result result = new ClozeJar(folder).run("doctor");

    assertThat(result.status()).as(result.out()).isEqualTo(0);
    assertThat(result.out()).contains("java", "threads an operation", "all is well");
  }

  @Test
  void tellsItsVersionAndItsCommands() throws Exception {
    assertThat(new ClozeJar(folder).run("--version").out()).matches("cloze \\d+\\.\\d+\\..*\n");
    assertThat(new ClozeJar(folder).run("--help").out())
        .contains("run ", "predict ", "export ", "explain ", "inspect ", "verify ", "doctor ");
  }
}
