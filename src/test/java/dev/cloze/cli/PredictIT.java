package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Working with a run that is done, as packaged: {@code predict} and {@code export}. */
class PredictIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final byte[] NOTHING = {};

  @TempDir static Path folder;

  @BeforeAll
  static void makeRuns() throws Exception {
    Path model = TinyModel.copiedTo(folder.resolve("model")).folder();
    run(TinyModel.ORIGINAL, "run", "seeds=[13, 21]");
    run(TinyModel.ORIGINAL, "unfinished", "seeds=[13, 21]");
    Files.delete(folder.resolve("unfinished/seed-13/result.json"));
    Files.delete(folder.resolve("unfinished/seed-21/result.json"));
    run(model, "changed", "seed=13");
    Files.writeString(model.resolve("config.json"), "\n", java.nio.file.StandardOpenOption.APPEND);
    run(TinyModel.ORIGINAL, "untrained", "training.epochs=0");
    Files.createDirectory(folder.resolve("none"));
    Files.writeString(folder.resolve("a.csv"), "subject,body\nx,y\n");
    Files.write(folder.resolve("binary.tsv"), new byte[] {65, 0, 66, 0});
    Files.writeString(folder.resolve("texts.notes"), "x\n");
    Files.write(folder.resolve("latin.txt"), "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
  }

  private static void run(Path model, String out, String setting) throws Exception {
    String example = Path.of("examples/first-run.yaml").toAbsolutePath().toString();
    ClozeJar.Result result =
        new ClozeJar(folder)
            .run(
                "run",
                example,
                "--quiet",
                "--out",
                out,
                "--set",
                "model.path=" + model,
                "--set",
                "training.epochs=1",
                "--set",
                "baselines=false",
                "--set",
                setting);
    assertThat(result.status()).as(result.err()).isEqualTo(0);
  }

  private static ClozeJar.Result predict(String input, String... arguments) throws Exception {
    return new ClozeJar(folder)
        .runWith(
            input.getBytes(StandardCharsets.UTF_8),
            ImmutableList.<String>builder()
                .add("predict", "run")
                .add(arguments)
                .build()
                .toArray(String[]::new));
  }

  @Test
  void labelsWhatComesIn() throws Exception {
    ClozeJar.Result result = predict("It rained.\nThe team won.\n", "--top-words=2");

    assertThat(result.status()).as(result.err()).isEqualTo(0);
    assertThat(result.err()).startsWith("seed 13, the first of 2; --seed takes another\n");
    List<String> lines = result.out().lines().toList();
    assertThat(lines).hasSize(2);
    JsonNode second = JSON.readTree(lines.get(1));
    assertThat(second.get("id").textValue()).isEqualTo("2");
    assertThat(second.get("predicted").textValue()).isIn("weather", "football");
    assertThat(second.get("words")).hasSize(2);
    assertThat(lines.get(1)).containsPattern("\"football\":0\\.\\d{6}[,}]");
  }

  @Test
  void labelsAFileAsTheRunDid() throws Exception {
    Path test = Path.of("examples/first-run.test.tsv").toAbsolutePath();

    ClozeJar.Result result =
        predict("", "-q", "--seed", "21", "--input", test.toString(), "--out", "labels.jsonl");

    assertThat(result.status()).as(result.err()).isEqualTo(0);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEmpty();
    List<String> ours = Files.readAllLines(folder.resolve("labels.jsonl"));
    List<String> theirs = Files.readAllLines(folder.resolve("run/seed-21/predictions.jsonl"));
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.size(); i++) {
      for (String key : List.of("id", "label", "predicted")) {
        assertThat(JSON.readTree(ours.get(i)).get(key))
            .isEqualTo(JSON.readTree(theirs.get(i)).get(key));
      }
    }
  }

  @Test
  void takesColumnsByTheirNames() throws Exception {
    ClozeJar.Result result = predict("", "-q", "--input=a.csv", "--column=text_a=body");

    assertThat(result.out().lines()).as(result.err()).hasSize(1);
  }

  @Test
  void givesNothingForNothing() throws Exception {
    ClozeJar.Result result = predict("", "-q");

    assertThat(result.status()).isEqualTo(0);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).isEmpty();
  }

  @Test
  void answersTheLinesBeforeABadOne() throws Exception {
    ClozeJar.Result result =
        predict(
            "{\"text\": \"a\"}\n{\"text\": \"b\"}\n[3]\n{\"text\": \"d\"}\n",
            "-q",
            "--format=jsonl");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out().lines()).hasSize(2);
    assertThat(result.errorLines()).hasSize(1);
    assertThat(result.err()).startsWith("DAT-008: standard input:3: found a list");
  }

  private static Arguments row(String code, String place, String... arguments) {
    return Arguments.of(code, place, ImmutableList.copyOf(arguments));
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        row("CLI-001", "FOLDER", "predict"),
        row("CLI-001", "'xml' is none of tsv, csv", "predict", "run", "--format=xml"),
        row("CLI-001", "--encoding is 'klingon'", "predict", "run", "--encoding=klingon"),
        row("CLI-001", "--top-words must be 0 or more", "predict", "run", "--top-words=-1"),
        row("RUN-003", "none: no run is there", "predict", "none"),
        row("RUN-003", "nowhere: no such folder", "predict", "nowhere"),
        row("RUN-007", "unfinished: seed 13 is not done", "predict", "unfinished"),
        row("RUN-005", "its files have changed", "predict", "changed"),
        row("RUN-008", "--seed 7 is none of this run; it has 13, 21", "predict", "run", "--seed=7"),
        row("DAT-001", "gone.tsv: no such file", "predict", "run", "--input=gone.tsv"),
        row("DAT-006", "binary.tsv: looks binary", "predict", "run", "--input=binary.tsv"),
        row("DAT-010", "texts.notes", "predict", "run", "--input=texts.notes"),
        row("DAT-002", "latin.txt:1", "predict", "run", "--input=latin.txt"),
        row(
            "DAT-007",
            "a.csv:2: columns.text_a: there is no column 'title'",
            "predict",
            "run",
            "-q",
            "--input=a.csv",
            "--column=text_a=title"),
        row("RUN-001", "no/folder", "predict", "run", "--out=no/folder/out.jsonl", "-q"),
        row("CLI-001", "'--out=TARGET'", "export", "run"),
        row(
            "CLI-001",
            "'int8' is none of f32, bf16, f16",
            "export",
            "run",
            "--out=x",
            "--dtype=int8"),
        row("RUN-002", "run: the folder has something in it", "export", "run", "--out=run"),
        row("RUN-003", "none: no run is there", "export", "none", "--out=x"),
        row("RUN-008", "--seed 7", "export", "run", "--out=x", "--seed=7"),
        row("RUN-009", "untrained: this run trained nothing", "export", "untrained", "--out=x"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("mistakes")
  void failsInOneLine(String code, String place, List<String> arguments) throws Exception {
    List<String> before = names();

    ClozeJar.Result result =
        new ClozeJar(folder).runWith(NOTHING, arguments.toArray(String[]::new));

    assertThat(result.errorLines()).as(result.err()).hasSize(1);
    assertThat(result.err())
        .startsWith(code + ": ")
        .contains(place)
        .endsWith("[docs/errors/" + code + ".md]\n");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(names()).isEqualTo(before);
  }

  private static List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void exportsAModelThatTheOtherCommandsTake() throws Exception {
    ClozeJar jar = new ClozeJar(folder);

    ClozeJar.Result export = jar.run("export", "run", "--seed=21", "--out=exported");

    assertThat(export.status()).as(export.err()).isEqualTo(0);
    assertThat(export.out()).isEqualTo("seed 21: exported\n");
    ClozeJar.Result explained =
        jar.run("explain", "--model=exported", "--template", "It was {\"mask\"}.");
    assertThat(explained.status()).as(explained.err()).isEqualTo(0);
    run(folder.resolve("exported"), "again", "training.epochs=0");
    assertThat(folder.resolve("again/seed-13/predictions.jsonl"))
        .content()
        .startsWith(
            Files.readString(folder.resolve("run/seed-21/predictions.jsonl")).substring(0, 200));
  }
}
