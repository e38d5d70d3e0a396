package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Progress;
import dev.cloze.run.Run;
import dev.cloze.run.RunFile;
import dev.cloze.task.Combination;
import dev.cloze.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainedEnsembleTest {
  private static final String RUN =
      """
      model: {path: 'ROOT/src/test/resources/golden/openprompt/bert', dtype: f32}
      data: {test: texts.tsv}
      template: '{"placeholder":"text_a"} It was {"mask"}.'
      verbalizer: {words: {football: trophy, weather: night}}
      training: {epochs: 0}
      threads: 1
      """;

  @TempDir Path folder;

  private Path run(String name, String... overrides) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("run.yaml"),
            RUN.replace("ROOT", Path.of("").toAbsolutePath().toString()));
    Files.writeString(
        folder.resolve("texts.tsv"), "text_a\tlabel\nthe team won\tfootball\nit rained\tweather\n");
    Path out = folder.resolve(name);
    Run.begin(RunFile.read(file, List.of(overrides)).withOut(out), name, "cloze run run.yaml")
        .execute(Progress.SILENT, Run.Listener.SILENT);
    return out;
  }

  @Test
  void refusesAMemberThatGivesSeveralLabels() throws Exception {
    Path first = run("first");
    Path several = run("several", "output=several_labels");
    int before = Tensor.liveCount();

    assertThatThrownBy(
            () ->
                TrainedEnsemble.open(
                    ImmutableMap.of("one", first, "two", several), Combination.mean(2)))
        .isInstanceOfSatisfying(
            ClozeException.class, e -> assertThat(e.code()).isEqualTo(RecipeError.OTHER_OUTPUT))
        .hasMessage(
            "two gives several labels or a number; members label texts with one label each");
    assertThat(Tensor.liveCount()).isEqualTo(before);
  }
}
