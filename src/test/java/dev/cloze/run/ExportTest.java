package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Seeds;
import dev.cloze.data.Example;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.template.Template;
import dev.cloze.tensor.Arithmetic;
import dev.cloze.tensor.NumberFormat;
import dev.cloze.tensor.Scope;
import dev.cloze.tensor.Tensor;
import dev.cloze.verbalizer.LabelWords;
import dev.cloze.weights.Dtype;
import dev.cloze.weights.Safetensors;
import dev.cloze.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExportTest {
  private static final String TEMPLATE = "{\"placeholder\":\"text_a\"} report :{\"mask\"}";
  private static final String WORDS = "{football: the, weather: team}";
  private static final ImmutableList<Example> EXAMPLES =
      ImmutableList.of(Example.of("the team"), Example.of("rain over the hills"));

  @TempDir Path folder;

  private Path run(Path model, String... settings) {
    return TinyRun.in(
        folder.resolve("run"),
        Stream.concat(
                Stream.of(
                    "model.path=" + model,
                    "template='" + TEMPLATE + "'",
                    "verbalizer.words=" + WORDS),
                Stream.of(settings))
            .toArray(String[]::new));
  }

  private static void export(Path run, Path target, NumberFormat format) {
    new Export(TrainedRun.of(run, OptionalLong.empty()), format).to(target);
  }

  private static ImmutableList<Double> predictions(Path model) {
    PromptParts parts =
        PromptParts.of(
            model,
            Template.parse(TEMPLATE),
            LabelWords.ofSingle(List.of("football", "weather"), List.of("the", "team")));
    try (LoadedPrompt prompt = parts.load(LoadOptions.defaults(), Seeds.of(0))) {
      return first(prompt.classifier().predict(EXAMPLES));
    }
  }

  private static ImmutableList<Double> first(List<dev.cloze.task.Prediction> predictions) {
    return predictions.stream()
        .map(prediction -> prediction.probabilities().get(0))
        .collect(ImmutableList.toImmutableList());
  }

  private static <T> ImmutableMap<String, T> entries(
      Path file, Function<Safetensors.Entry, T> value) {
    try (Safetensors weights = Safetensors.open(file)) {
      assertThat(weights.metadata()).containsEntry("format", "pt");
      return weights.entries().values().stream()
          .collect(ImmutableMap.toImmutableMap(Safetensors.Entry::name, value));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"bert", "roberta", "gpt2"})
  void becomesAModelOfTheSameTensorsThatPredictsTheSame(String family) throws IOException {
    Path model = TinyRun.MODELS.resolve(family);
    Path run = run(model);
    Path target = folder.resolve("deep/target");
    export(run, target, NumberFormat.F32);

    ImmutableMap<String, Object> before =
        entries(model.resolve(Export.WEIGHTS), Safetensors.Entry::shape);
    ImmutableMap<String, Object> after =
        entries(target.resolve(Export.WEIGHTS), Safetensors.Entry::shape);
    assertThat(before).containsAllEntriesOf(after);
    assertThat(before.keySet())
        .filteredOn(name -> !after.containsKey(name))
        .allMatch(name -> name.endsWith(".position_ids"));
    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      assertThat(predictions(target)).isEqualTo(first(trained.classifier().predict(EXAMPLES)));
    }
    assertThat(predictions(target)).isNotEqualTo(predictions(model));
    assertThat(target.getParent()).isDirectoryNotContaining("glob:**.part*");
  }

  @ParameterizedTest
  @CsvSource({"BF16, bfloat16, 3e-2", "F16, float16, 3e-3"})
  void storesNumbersInHalfTheSpace(NumberFormat format, String name, double tolerance)
      throws IOException {
    Path run = run(TinyRun.MODELS.resolve("bert"));
    Path target = Files.createDirectory(folder.resolve("an empty folder"));
    export(run, target, format);

    assertThat(entries(target.resolve(Export.WEIGHTS), Safetensors.Entry::dtype).values())
        .containsOnly(Dtype.valueOf(format.name()));
    assertThat(json(target.resolve("config.json")).get("torch_dtype").textValue()).isEqualTo(name);
    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      List<Double> exact = first(trained.classifier().predict(EXAMPLES));
      for (int i = 0; i < exact.size(); i++) {
        assertThat(predictions(target).get(i)).isCloseTo(exact.get(i), within(tolerance));
      }
    }
  }

  @Test
  void tellsHowTheModelIsAsked() throws IOException {
    Path target = folder.resolve("target");
    export(run(TinyRun.MODELS.resolve("bert")), target, NumberFormat.F32);

    JsonNode facts = json(target.resolve("cloze.json"));
    assertThat(facts.get("template").textValue()).isEqualTo(TEMPLATE);
    assertThat(facts.at("/label_words/weather/0").textValue()).isEqualTo("team");
    assertThat(target.resolve("README.md"))
        .content()
        .startsWith("---\nlibrary_name: transformers\n")
        .contains("| scored on | 8 examples |", TEMPLATE, "- weather: team\n");
    assertThat(target.resolve("tokenizer.json"))
        .hasSameTextualContentAs(TinyRun.MODELS.resolve("bert/tokenizer.json"));
  }

  @Test
  void writesAHeadsOwnBiasUnderBothNames() throws IOException {
    Path model = untied();
    Path target = folder.resolve("target");
    Path run = run(model);
    export(run, target, NumberFormat.F32);

    try (Safetensors weights = Safetensors.open(target.resolve(Export.WEIGHTS))) {
      Scope.run(
          () ->
              assertThat(weights.read("cls.predictions.bias", NumberFormat.F32).toFloats())
                  .isEqualTo(
                      weights.read("cls.predictions.decoder.bias", NumberFormat.F32).toFloats()));
      assertThat(weights.entries()).containsKey("cls.predictions.decoder.weight");
    }
    try (TrainedClassifier trained = TrainedClassifier.open(run, OptionalLong.empty())) {
      assertThat(predictions(target)).isEqualTo(first(trained.classifier().predict(EXAMPLES)));
    }
  }

  private Path untied() throws IOException {
    Path model = folder.resolve("untied");
    Files.createDirectory(model);
    try (Stream<Path> files = Files.list(TinyRun.MODELS.resolve("bert"))) {
      for (Path file : files.toList()) {
        Files.write(model.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    Path config = model.resolve("config.json");
    String tied = "\"model_type\":";
    Files.writeString(
        config,
        Files.readString(config)
            .replaceAll("\"tie_word_embeddings\": true,\\s*", "")
            .replace(tied, "\"tie_word_embeddings\": false, " + tied));
    try (Safetensors file = Safetensors.open(model.resolve(Export.WEIGHTS))) {
      Scope.run(
          () -> {
            Map<String, Tensor> tensors = new TreeMap<>();
            file.entries().keySet().forEach(n -> tensors.put(n, file.read(n, NumberFormat.F32)));
            tensors.put(
                "cls.predictions.decoder.weight",
                Arithmetic.scale(tensors.get("bert.embeddings.word_embeddings.weight"), 2));
            tensors.put(
                "cls.predictions.decoder.bias",
                Arithmetic.shift(tensors.get("cls.predictions.bias"), 1));
            SafetensorsWriter.write(
                model.resolve(Export.WEIGHTS), tensors, NumberFormat.F32, ImmutableMap.of());
          });
    }
    return model;
  }

  @Test
  void keepsTheOlderNamesOfNorms() throws IOException {
    Path model = Files.createDirectory(folder.resolve("older"));
    try (Stream<Path> files = Files.list(TinyRun.MODELS.resolve("bert"))) {
      for (Path file : files.toList()) {
        Files.write(model.resolve(file.getFileName()), Files.readAllBytes(file));
      }
    }
    try (Safetensors file = Safetensors.open(model.resolve(Export.WEIGHTS))) {
      Scope.run(
          () -> {
            Map<String, Tensor> tensors = new TreeMap<>();
            file.entries()
                .keySet()
                .forEach(
                    n ->
                        tensors.put(
                            n.replace("Norm.weight", "Norm.gamma")
                                .replace("Norm.bias", "Norm.beta"),
                            file.read(n, NumberFormat.F32)));
            SafetensorsWriter.write(
                model.resolve(Export.WEIGHTS), tensors, NumberFormat.F32, ImmutableMap.of());
          });
    }
    Path target = folder.resolve("target");
    export(run(model), target, NumberFormat.F32);

    assertThat(entries(target.resolve(Export.WEIGHTS), Safetensors.Entry::name).keySet())
        .contains("bert.embeddings.LayerNorm.gamma")
        .noneMatch(name -> name.contains("LayerNorm.weight"));
  }

  @Test
  void aPromptOnAFrozenModelBecomesASmallFolder() throws IOException {
    Path target = folder.resolve("target");
    Path run =
        run(
            TinyRun.MODELS.resolve("bert"),
            "training.tune=prompt",
            "verbalizer.kind=soft",
            "template='{\"soft\": \"the\"} {\"soft\"} " + TEMPLATE + "'");
    export(run, target, NumberFormat.F32);

    try (Stream<Path> files = Files.list(target)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("README.md", "soft-prompt.json", "soft-prompt.safetensors");
    }
    try (Safetensors trained = Safetensors.open(run.resolve("seed-13").resolve(TrainedFile.NAME));
        Safetensors exported = Safetensors.open(target.resolve(SoftPromptFile.NAME))) {
      Scope.run(
          () -> {
            assertThat(exported.read("soft_rows", NumberFormat.F32).toFloats())
                .hasSize(2 * 48)
                .isEqualTo(trained.read("soft_rows", NumberFormat.F32).toFloats());
            assertThat(exported.read("label_vectors", NumberFormat.F32).toFloats())
                .hasSize(2 * 48)
                .isEqualTo(trained.read("verbalizer/label_vectors", NumberFormat.F32).toFloats());
          });
    }
    assertThat(json(target.resolve("soft-prompt.json")).get("model_fingerprint").textValue())
        .isEqualTo(Fingerprint.of(TinyRun.MODELS.resolve("bert")));
  }

  @Test
  void refusesARunThatTrainedNothing() {
    Path run = run(TinyRun.MODELS.resolve("bert"), "training.epochs=0");
    Path target = folder.resolve("target");

    assertThatThrownBy(() -> export(run, target, NumberFormat.F32))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RunError.NOTHING_TRAINED));
    assertThat(target).doesNotExist();
  }

  @Test
  void refusesAFolderWithSomethingInIt() throws IOException {
    Path run = run(TinyRun.MODELS.resolve("bert"));

    assertThatThrownBy(() -> export(run, run, NumberFormat.F32))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RunError.FOLDER_EXISTS))
        .hasMessage(run + ": the folder has something in it; --out names a new one");
  }

  private static JsonNode json(Path file) throws IOException {
    return new ObjectMapper().readTree(Files.readString(file));
  }
}
