package dev.cloze.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.base.Seeds;
import dev.cloze.data.DataSource;
import dev.cloze.data.Example;
import dev.cloze.data.ExampleReader;
import dev.cloze.data.Labels;
import dev.cloze.nn.Parameter;
import dev.cloze.plm.LoadOptions;
import dev.cloze.task.LoadedPrompt;
import dev.cloze.task.PromptParts;
import dev.cloze.task.SoftPromptFile;
import dev.cloze.template.Template;
import dev.cloze.tensor.Tensor;
import dev.cloze.train.EpochResult;
import dev.cloze.train.Schedule;
import dev.cloze.train.Training;
import dev.cloze.train.TrainingOptions;
import dev.cloze.verbalizer.LabelWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptPretrainTest {
  private static final Path TINY =
      Path.of("src/test/resources/golden/openprompt/bert").toAbsolutePath();

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(folder.resolve("corpus.txt"), corpus());
    file = folder.resolve("tiny.yaml");
    Files.writeString(
        file,
        """
        model: %s
        corpus: corpus.txt
        prompt:
          task: next_sentence
          template: '{"soft": null, "duplicate": 3} {"placeholder":"text_a"} {"mask"}
            {"placeholder":"text_b"}'
          words: {next: [the], same: [team], other: [rain, night]}
          examples: 24
          held_out: 9
        tokens: {max_length: 48}
        training: {epochs: 3, batch_size: 8, save_every: 0}
        dtype: f32
        threads: 1
        """
            .formatted(TINY));
  }

  private static String corpus() {
    List<String> who = List.of("the team", "the pilot", "the engineer", "the librarian");
    List<String> what = List.of("cheered in", "asked for", "closed", "painted", "visited");
    List<String> where = List.of("the harbour", "the lighthouse", "the river", "the station");
    Random random = new Random(3);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 20; i++) {
      String one = who.get(i % 4);
      for (int j = 0; j < 5; j++) {
        text.append("On day %d %s %s ".formatted(5 * i + j, one, what.get(random.nextInt(5))))
            .append(where.get(random.nextInt(4)))
            .append(". ");
      }
      text.append("\n\n");
    }
    return text.toString();
  }

  private PromptPretrainFile read(String out, String... settings) {
    List<String> all = new ArrayList<>(List.of("out=" + folder.resolve(out)));
    all.addAll(List.of(settings));
    return PromptPretrainFile.read(file, all);
  }

  private PretrainedPrompt run(String out, String... settings) {
    return PromptPretrain.begin(read(out, settings))
        .run(Progress.SILENT, PromptPretrainListener.SILENT);
  }

  private List<Example> examples(String out, String name) {
    return ExampleReader.read(
        DataSource.of(folder.resolve(out).resolve(name)),
        Labels.of(List.of("next", "same", "other")));
  }

  private static float[] rows(LoadedPrompt prompt) {
    return prompt.model().softRows().orElseThrow().tensor().toFloats();
  }

  private static List<float[]> model(LoadedPrompt prompt) {
    return prompt.model().model().parameters().stream()
        .map(Parameter::tensor)
        .map(Tensor::toFloats)
        .toList();
  }

  @Test
  void leavesAPromptAndNothingToGoOnFrom() throws IOException {
    int before = Tensor.liveCount();

    PretrainedPrompt trained = run("out");

    assertThat(trained.examples()).isEqualTo(24);
    assertThat(trained.heldOut()).isEqualTo(9);
    assertThat(trained.epochs()).isEqualTo(3);
    assertThat(trained.after()).isNotEqualTo(trained.before());
    try (var files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(path -> path.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "held-out.jsonl",
              "metrics.jsonl",
              "pretrain.yaml",
              "soft-prompt.json",
              "soft-prompt.safetensors",
              "train.jsonl");
    }
    // three steps and one line for the epoch, three times
    assertThat(Files.readAllLines(folder.resolve("out/metrics.jsonl"))).hasSize(12);
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }

  @Test
  void balancesTheLabelsAndKeepsHeldOutSentencesFromTraining() {
    run("out");
    List<Example> train = examples("out", "train.jsonl");
    List<Example> heldOut = examples("out", "held-out.jsonl");

    for (int label = 0; label < 3; label++) {
      int wanted = label;
      assertThat(train).filteredOn(e -> e.label().orElseThrow() == wanted).hasSize(8);
      assertThat(heldOut).filteredOn(e -> e.label().orElseThrow() == wanted).hasSize(3);
    }
    assertThat(texts(train)).doesNotContainAnyElementsOf(texts(heldOut));
  }

  private static List<String> texts(List<Example> examples) {
    return examples.stream().flatMap(example -> example.fields().values().stream()).toList();
  }

  /** The same training by hand moves the rows to the very numbers of the file, and nothing else. */
  @Test
  void rowsMoveAndTheModelDoesNot() {
    run("out");
    PromptPretrainFile settings = read("out");
    try (LoadedPrompt prompt = settings.parts().load(LoadOptions.defaults(), Seeds.of(42));
        LoadedPrompt written =
            settings
                .parts()
                .withStart(folder.resolve("out"))
                .load(LoadOptions.defaults(), Seeds.of(1))) {
      float[] start = rows(prompt);
      List<float[]> before = model(prompt);

      new Training(prompt.classifier(), settings.training().toTraining(), Seeds.of(42))
          .run(examples("out", "train.jsonl"), examples("out", "held-out.jsonl"), Progress.SILENT);

      assertThat(rows(prompt)).isEqualTo(rows(written)).hasSize(3 * 48);
      for (int i = 0; i < start.length; i++) {
        assertThat(rows(prompt)[i]).isNotEqualTo(start[i]);
      }
      List<float[]> after = model(prompt);
      for (int i = 0; i < before.size(); i++) {
        assertThat(after.get(i)).isEqualTo(before.get(i));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 0", "2, 0", "3, 0", "2, 3600"})
  void endsAsAnUnbrokenOneWhereItWasBroken(int epoch, int saveEvery) throws IOException {
    PretrainedPrompt whole = run("whole");
    PromptPretrain broken =
        PromptPretrain.begin(read("broken", "training.save_every=" + saveEvery));
    assertThatThrownBy(() -> broken.run(Progress.SILENT, breaking(epoch))).hasMessage("broken off");
    Files.delete(folder.resolve("corpus.txt")); // its examples are drawn already

    PretrainedPrompt resumed =
        PromptPretrain.resume(folder.resolve("broken"))
            .run(Progress.SILENT, PromptPretrainListener.SILENT);

    assertThat(resumed).isEqualTo(whole);
    for (String name :
        List.of("soft-prompt.safetensors", "soft-prompt.json", "metrics.jsonl", "train.jsonl")) {
      assertThat(folder.resolve("broken").resolve(name))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(name));
    }
    assertThat(folder.resolve("broken/state.safetensors")).doesNotExist();
  }

  /** Ends the process, as far as a test can, right after an epoch. */
  private static PromptPretrainListener breaking(int epoch) {
    return new PromptPretrainListener() {
      @Override
      public void epoch(EpochResult result) {
        if (result.epoch() == epoch) {
          throw new IllegalStateException("broken off");
        }
      }
    };
  }

  @Test
  void whatIsDoneIsToldAgain() throws IOException {
    PretrainedPrompt trained = run("out");
    byte[] rows = Files.readAllBytes(folder.resolve("out/soft-prompt.safetensors"));

    PretrainedPrompt again =
        PromptPretrain.resume(folder.resolve("out"))
            .run(Progress.SILENT, PromptPretrainListener.SILENT);

    assertThat(again).isEqualTo(trained);
    assertThat(folder.resolve("out/soft-prompt.safetensors")).hasBinaryContent(rows);
  }

  @Test
  void theModelItselfGivesPseudoLabels() throws IOException {
    List<ImmutableMap<String, Integer>> kept = new ArrayList<>();
    PromptPretrainFile settings =
        read(
            "out",
            "prompt.task=pseudo_labels",
            "prompt.template='{\"soft\"} {\"placeholder\":\"text_a\"} was {\"mask\"}'",
            "prompt.words={a: [quiet], b: [tired], c: [late]}");

    PretrainedPrompt trained =
        PromptPretrain.begin(settings)
            .run(
                Progress.SILENT,
                new PromptPretrainListener() {
                  @Override
                  public void labelled(int sentences, ImmutableMap<String, Integer> counts) {
                    kept.add(counts);
                  }
                });

    assertThat(trained.task()).isEqualTo("pseudo_labels");
    assertThat(kept).singleElement().satisfies(counts -> assertThat(counts).hasSize(3));
    assertThat(trained.examples() % 3).isZero();
    assertThat(Files.readString(folder.resolve("out/train.jsonl"))).doesNotContain("text_b");
  }

  @Test
  void whatStandsInJavaIsAllThatIsNeeded() {
    run("out");
    PromptParts parts =
        PromptParts.of(
                TINY,
                Template.parse(
                    "{\"soft\"} {\"soft\"} {\"soft\"} {\"placeholder\":\"text_a\"} {\"mask\"}"),
                LabelWords.ofSingle(List.of("football", "weather"), List.of("football", "rain")))
            .withStart(folder.resolve("out"));

    try (LoadedPrompt prompt = parts.load(LoadOptions.defaults(), Seeds.of(1))) {
      assertThat(SoftPromptFile.at(folder.resolve("out")).use(prompt)).isEqualTo("3 soft rows");
      assertThat(prompt.classifier().classify("the team won")).isIn("football", "weather");
    }
  }

  @Test
  void refusesATextWithTooFewSentencesAndLeavesNothing() throws IOException {
    assertCode(() -> run("much", "prompt.examples=600"), PretrainError.TOO_FEW_SENTENCES);
    assertThat(folder.resolve("much")).doesNotExist();

    Files.writeString(folder.resolve("corpus.txt"), "One document of few words. Nothing more.");
    assertThatThrownBy(() -> run("little"))
        .hasMessageStartingWith(
            "corpus: 0 documents for the pairs give 0 a label, and 8 are asked for; ");
    assertThat(folder.resolve("little")).doesNotExist();
  }

  @Test
  void refusesWhatCannotBeTrained() {
    assertCode(
        () ->
            read(
                "x",
                "prompt.template='{\"placeholder\":\"text_a\"} {\"placeholder\":\"text_b\"}"
                    + " {\"mask\"}'"),
        PretrainError.NO_SOFT_TOKENS);
    assertCode(
        () -> read("x", "model={shape: {layers: 2, hidden: 32, heads: 4, intermediate: 64}}"),
        PretrainError.NO_TRAINED_MODEL);
    refuses(
        "prompt.words={next: [the], other: [team], more: [rain]}",
        "words are for next, other, more");
    refuses("prompt.words={same: [the], other: [team]}", "words are for same, other");
    refuses("prompt.confidence=0.5", "confidence goes with task pseudo_labels");
    refuses("prompt.held_out=2", "held_out must be one a label or more, was 2");
    refuses(
        "prompt.template='{\"soft\"} {\"placeholder\":\"text_a\"} {\"mask\"}'", "template lacks");
    refuses("training.tune=full", "unknown key 'training.tune'");
    refuses("masking.share=0.2", "unknown key 'masking'");
  }

  private void refuses(String setting, String message) {
    assertThatThrownBy(() -> read("x", setting)).hasMessageContaining(message);
  }

  @Test
  void refusesAFolderThatHoldsAPretrainingAndOneThatHoldsNone() throws IOException {
    run("out");

    assertCode(() -> run("out"), PretrainError.UNWRITABLE_FOLDER);
    assertCode(() -> PromptPretrain.resume(folder), PretrainError.NO_CHECKPOINT);
    assertThat(PromptPretrain.isIn(folder.resolve("out"))).isTrue();
    Files.writeString(folder.resolve("out/soft-prompt.json"), "{}");
    assertCode(
        () ->
            PromptPretrain.resume(folder.resolve("out"))
                .run(Progress.SILENT, PromptPretrainListener.SILENT),
        PretrainError.NO_CHECKPOINT);
  }

  private static void assertCode(ThrowingCallable call, PretrainError code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(ClozeException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void defaultsArePinned() {
    assertThat(PromptTrainingOptions.defaults())
        .isEqualTo(
            new PromptTrainingOptions(
                5,
                16,
                1,
                1e-2,
                0,
                Schedule.Shape.LINEAR,
                0.06,
                1,
                Optional.empty(),
                TrainingOptions.Select.AUTO,
                Optional.empty(),
                60));
    PromptTask task = read("x", "prompt.examples=", "prompt.held_out=").prompt();
    assertThat(task.examples()).isEqualTo(2000);
    assertThat(task.heldOut()).isEqualTo(200);
    assertThat(read("x").seed()).isEqualTo(42);
  }

  @Test
  void onlyThePromptMoves() {
    assertThat(PromptTrainingOptions.defaults().toTraining().tune())
        .isEqualTo(TrainingOptions.Tune.PROMPT);
  }
}
