package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every mistake is told in one line: status 2, code, place and page, and nothing else happens. */
class BadInputIT {
  private static final String TEMPLATE = "It was {\"mask\"} : {\"placeholder\":\"text_a\"}";
  private static final String RUN_FILE =
      """
      model: MODEL
      data: {train: train.tsv, test: test.tsv}
      template: 'It was {"mask"} : {"placeholder":"text_a"}'
      verbalizer: {words: {weather: weather, football: [football]}}
      training: {epochs: 1}
      """;
  private static final byte[] LATIN_1 = "caf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1);

  @TempDir Path folder;

  private static Arguments row(String code, String place, String... arguments) {
    return Arguments.of(code, place, ImmutableList.copyOf(arguments));
  }

  static Stream<Arguments> commandLines() {
    String model = TinyModel.ORIGINAL.toString();
    return Stream.of(
        row("CLI-001", "'trian'", "trian"),
        row("CLI-001", "--template=T", "explain", "--text-a", "rain"),
        row(
            "CLI-001",
            "'--modle'; did you mean '--model'?",
            "explain",
            "--modle",
            model,
            "--template",
            TEMPLATE),
        row("CLI-001", "a run file is missing", "run"),
        row("TPL-001", "line 1, column 8", "explain", "--model", model, "--template", "{\"mask\""),
        row(
            "TPL-003",
            "did you mean 'mask'",
            "explain",
            "--model",
            model,
            "--template",
            "It was {\"maks\"}"),
        row(
            "TPL-009",
            "{\"mask\"}",
            "explain",
            "--model",
            model,
            "--template",
            "{\"placeholder\":\"text_a\"}",
            "--text-a",
            "x"),
        row(
            "TPL-010",
            "'text_b'",
            "explain",
            "--model",
            model,
            "--text-a",
            "x",
            "--template",
            "{\"mask\"} {\"placeholder\":\"text_b\"}"),
        row(
            "TPL-011",
            "'topic'",
            "explain",
            "--model",
            model,
            "--template",
            "{\"mask\"} {\"meta\":\"topic\"}"),
        row("TPL-014", "none.txt", "explain", "--model", model, "--template-file", "none.txt"),
        row("TPL-015", "bad.txt line 1", "explain", "--model", model, "--template-file", "bad.txt"),
        row("MDL-001", "no-model", "explain", "--model", "no-model", "--template", "{\"mask\"}"),
        row("MDL-001", "no-model", "inspect", "no-model"),
        row(
            "VER-007",
            "none.json",
            "explain",
            "--model",
            model,
            "--template",
            "{\"mask\"}",
            "--verbalizer",
            "none.json"),
        row(
            "VER-008",
            "bad.txt:1",
            "explain",
            "--model",
            model,
            "--template",
            "{\"mask\"}",
            "--verbalizer",
            "bad.txt"),
        row(
            "VER-001",
            "'weather'",
            "explain",
            "--model",
            model,
            "--template",
            "{\"mask\"}",
            "--verbalizer",
            "empty.json"),
        row(
            "VER-005",
            "'\u6f22'",
            "explain",
            "--model",
            model,
            "--template",
            "{\"mask\"}",
            "--verbalizer",
            "unknown.json"),
        row("BAS-005", "none.yaml", "run", "none.yaml"),
        row("BAS-006", "bad.txt:1", "run", "bad.txt"),
        row("BAS-008", "'epochs'", "run", "run.yaml", "--set", "epochs"),
        row("BAS-001", "--set modle: unknown key", "run", "run.yaml", "--set", "modle=x"),
        row("RUN-002", "in-the-way", "run", "run.yaml", "--out", "in-the-way"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("commandLines")
  void failsInOneLine(String code, String place, List<String> arguments) throws Exception {
    Files.write(folder.resolve("bad.txt"), LATIN_1);
    Files.writeString(folder.resolve("empty.json"), "{\"weather\": []}");
    Files.writeString(folder.resolve("unknown.json"), "{\"a\": \"weather\", \"b\": \"\u6f22\"}");
    Files.writeString(folder.resolve("in-the-way"), "a file");
    writeRun();

    assertMistake(code, place, arguments.toArray(String[]::new));
  }

  private static Arguments damage(
      String code, String place, String name, UnaryOperator<TinyModel> damage) {
    return Arguments.of(code, place, name, damage);
  }

  static Stream<Arguments> models() {
    String weight = "\"bert.embeddings.word_embeddings.weight\"";
    String tensor = "{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}";
    String overlapping =
        "{\"a\":" + tensor.formatted(2, 0, 8) + ",\"b\":" + tensor.formatted(2, 4, 12) + "}";
    String beyond = "{" + weight + ":" + tensor.formatted(1000, 0, 4000) + "}";
    return Stream.of(
        damage("MDL-001", "config.json", "no configuration", m -> m.without("config.json")),
        damage("WGT-002", "model", "no weights", m -> m.without("model.safetensors")),
        damage(
            "TOK-001",
            "model",
            "no tokenizer",
            m -> m.without("tokenizer.json", "vocab.txt", "tokenizer_config.json")),
        damage(
            "MDL-002", "config.json", "not JSON", m -> m.config("\"model_type\":", "model_type")),
        damage("MDL-002", "config.json", "not UTF-8", m -> m.bytes("config.json", LATIN_1)),
        damage("TOK-003", "vocab.txt", "vocabulary not UTF-8", BadInputIT::badVocabulary),
        damage(
            "MDL-003",
            "bert, roberta, gpt2",
            "unknown architecture",
            m -> m.config("\"model_type\": \"bert\"", "\"model_type\": \"xlnet\"")),
        damage(
            "MDL-004",
            "hidden_size",
            "no hidden size",
            m -> m.config("\"hidden_size\": 48", "\"hidden_size\": \"big\"")),
        damage(
            "MDL-005",
            "'swish2'",
            "unknown activation",
            m -> m.config("\"hidden_act\": \"gelu\"", "\"hidden_act\": \"swish2\"")),
        damage(
            "WGT-015",
            "bert.embeddings.word_embeddings.weight",
            "another shape",
            m -> m.config("\"vocab_size\": 480", "\"vocab_size\": 481")),
        damage(
            "WGT-014",
            "bert.encoder.layer.2.",
            "a layer more",
            m -> m.config("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 3")),
        damage(
            "WGT-016",
            "bert.encoder.layer.1.",
            "a layer less",
            m -> m.config("\"num_hidden_layers\": 2", "\"num_hidden_layers\": 1")),
        damage(
            "MDL-008",
            "token number 480, the model has tokens 0 to 479",
            "another model's tokenizer",
            m ->
                m.without("tokenizer.json")
                    .bytes(
                        "vocab.txt",
                        (vocabulary(m) + "rained\n").getBytes(StandardCharsets.UTF_8))),
        damage("WGT-012", "model.safetensors", "truncated", TinyModel::truncated),
        damage(
            "WGT-011",
            "model.safetensors",
            "overlapping",
            m -> m.header(overlapping.length(), overlapping, 12)),
        damage(
            "WGT-012",
            "model.safetensors",
            "beyond the end",
            m -> m.header(beyond.length(), beyond, 100)),
        damage(
            "WGT-004",
            "model.safetensors",
            "a header beyond the end",
            m -> m.header(1_000_000, beyond, 100)),
        damage(
            "WGT-004", "model.safetensors", "a header of 2^60", m -> m.header(1L << 60, beyond, 0)),
        damage("WGT-006", "model.safetensors", "a header not JSON", m -> m.header(3, "abc", 0)));
  }

  private static String vocabulary(TinyModel model) {
    try {
      return Files.readString(model.folder().resolve("vocab.txt"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static TinyModel badVocabulary(TinyModel model) {
    return model.without("tokenizer.json").bytes("vocab.txt", LATIN_1);
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("models")
  void failsInOneLineWhenTheModelIsDamaged(
      String code, String place, String name, UnaryOperator<TinyModel> damage) throws Exception {
    TinyModel model = damage.apply(TinyModel.copiedTo(folder.resolve("model")));
    List<String> before = model.files();

    assertMistake(
        code,
        place,
        "explain",
        "--model",
        model.folder().toString(),
        "--template",
        TEMPLATE,
        "--text-a",
        "it rained");
    assertThat(model.files()).isEqualTo(before);
  }

  static Stream<Arguments> runFiles() {
    return Stream.of(
        Arguments.of("BAS-001", "run.yaml:5:19: unknown key 'training.epoch'", "epochs", "epoch"),
        Arguments.of("BAS-002", "run.yaml:5:20: training.epochs", "epochs: 1", "epochs: few"),
        Arguments.of("BAS-003", "'template'", "template: 'It was", "# 'It was"),
        Arguments.of("BAS-004", "data: test is missing", ", test: test.tsv", ""),
        Arguments.of("BAS-004", "run.yaml:5:20: training", "epochs: 1", "epochs: -1"),
        Arguments.of("BAS-007", "run.yaml:3", "template: '", "template: "),
        Arguments.of("TPL-009", "{\"mask\"}", "{\"mask\"}", "fine"),
        Arguments.of("VER-001", "'weather'", "weather: weather", "weather: []"),
        Arguments.of("VER-005", "'\u6f22'", "weather: weather", "weather: \u6f22"),
        Arguments.of("DAT-001", "none.tsv", "train: train.tsv", "train: none.tsv"),
        Arguments.of("DAT-002", "latin.tsv:2", "test: test.tsv", "test: latin.tsv"),
        Arguments.of("DAT-003", "columns.tsv:1", "test: test.tsv", "test: columns.tsv"),
        Arguments.of("DAT-004", "labels.tsv:2", "test: test.tsv", "test: labels.tsv"),
        Arguments.of("TOK-005", "example", "training:", "tokens: {max_length: 4}\ntraining:"),
        Arguments.of("MDL-001", "no-model", "model: MODEL", "model: no-model"),
        // the library that the tests run with knows no CUDA, whatever the machine has
        Arguments.of(
            "TEN-001",
            "the native library is 'cpu'",
            "model: MODEL",
            "model: {path: no-model, device: cuda}"));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("runFiles")
  void failsInOneLineWhenTheRunFileIsWrong(
      String code, String place, String found, String replacement) throws Exception {
    writeRun();
    Files.write(
        folder.resolve("latin.tsv"), "0\tx\n1\tcaf\u00e9\n".getBytes(StandardCharsets.ISO_8859_1));
    Files.writeString(folder.resolve("columns.tsv"), "a text without a label\n");
    Files.writeString(folder.resolve("labels.tsv"), "0\tx\nsnow\ty\n");
    Path file = folder.resolve("run.yaml");
    String right = Files.readString(file);
    assertThat(right).contains(found.replace("MODEL", TinyModel.ORIGINAL.toString()));
    Files.writeString(
        file, right.replace(found.replace("MODEL", TinyModel.ORIGINAL.toString()), replacement));

    assertMistake(code, place, "run", "run.yaml", "--out", "results");
    assertThat(results()).isEmpty();
  }

  @Test
  void showsWhereAnErrorComesFromWhenAsked() throws Exception {
    ClozeJar.Result result = new ClozeJar(folder).run("inspect", "no-model", "--debug");

    assertThat(result.status()).isEqualTo(2);
    assertThat(result.err()).startsWith("MDL-001: ").contains("\tat dev.cloze.plm.");
  }

  private void writeRun() throws IOException {
    Files.writeString(
        folder.resolve("run.yaml"), RUN_FILE.replace("MODEL", TinyModel.ORIGINAL.toString()));
    Files.writeString(folder.resolve("train.tsv"), "0\tit rained\n1\ta football match\n");
    Files.writeString(folder.resolve("test.tsv"), "weather\tit rained\n");
  }

  private List<Path> results() throws IOException {
    Path out = folder.resolve("results");
    if (Files.notExists(out)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(out)) {
      return files.toList();
    }
  }

  private void assertMistake(String code, String place, String... arguments) throws Exception {
    ClozeJar.Result result = new ClozeJar(folder).run(arguments);

    assertThat(result.errorLines()).as(result.err()).hasSize(1);
    assertThat(result.errorLines().get(0))
        .startsWith(code + ": ")
        .contains(place)
        .endsWith("[docs/errors/" + code + ".md]");
    assertThat(result.status()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
  }
}
