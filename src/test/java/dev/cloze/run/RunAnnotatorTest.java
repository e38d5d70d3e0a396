package dev.cloze.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cloze.base.Progress;
import dev.cloze.data.Example;
import dev.cloze.pretrain.PromptPretrain;
import dev.cloze.pretrain.PromptPretrainFile;
import dev.cloze.pretrain.PromptPretrainListener;
import dev.cloze.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prompt that is pretrained on what the classifier of a run says of sentences. */
class RunAnnotatorTest {
  @TempDir Path folder;

  @Test
  void aRunGivesThePseudoLabels() throws IOException {
    Path run = TinyRun.in(folder.resolve("run"), "training.epochs=20");
    List<String> texts =
        Files.readAllLines(Path.of("examples/first-run.train.tsv")).stream()
            .map(line -> line.substring(line.indexOf('\t') + 1))
            .toList();
    Files.writeString(folder.resolve("corpus.txt"), String.join("\n\n", texts));
    Path file =
        Files.writeString(
            folder.resolve("prompt.yaml"),
            """
            model: %s
            corpus: corpus.txt
            prompt:
              task: pseudo_labels
              template: '{"soft"} {"placeholder":"text_a"} {"mask"}'
              words: {weather: [night], football: [trophy]}
              examples: 8
              held_out: 4
              annotator: run
            training: {epochs: 1}
            dtype: f32
            out: out
            """
                .formatted(TinyRun.MODELS.resolve("bert")));
    int before = Tensor.liveCount();

    PromptPretrain.begin(PromptPretrainFile.read(file, List.of()))
        .run(Progress.SILENT, PromptPretrainListener.SILENT, RunAnnotator::open);

    assertThat(Tensor.liveCount()).isEqualTo(before);
    List<String> lines = Files.readAllLines(folder.resolve("out/train.jsonl"));
    assertThat(lines).hasSize(8);
    try (RunAnnotator annotator = RunAnnotator.open(run)) {
      for (String line : lines) {
        JsonNode example = new ObjectMapper().readTree(line);
        int label =
            annotator
                .predict(List.of(Example.of(example.get("text_a").textValue())))
                .get(0)
                .label();
        assertThat(annotator.labels().get(label)).isEqualTo(example.get("label").textValue());
      }
    }
  }
}
