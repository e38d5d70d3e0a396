package dev.cloze.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.cloze.base.Progress;
import dev.cloze.run.Run;
import dev.cloze.run.RunFile;
import dev.cloze.run.RunResult;
import dev.cloze.run.VerbalizerKind;
import dev.cloze.train.TrainingOptions;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistillationTest {
  private static final String HEAD_RUN =
      TinyRecipe.PET.substring(0, TinyRecipe.PET.indexOf("recipe:"))
          + "template: '{\"mask\"} : {\"placeholder\":\"text_a\"} {\"placeholder\":\"text_b\"}'\n";

  @TempDir Path folder;
  private TinyRecipe tiny;
  private Path labels;

  @BeforeEach
  void write() {
    tiny = TinyRecipe.in(folder);
    labels =
        tiny.write(
            "labels.jsonl",
            """
            {"text_a": "the team won", "distribution": {"football": 0.9, "weather": 0.1}}
            {"text_a": "it rained", "label": "weather", "source": "a person"}
            """);
  }

  private RunFile read(String... overrides) {
    return Distillation.read(folder.resolve("recipe.yaml"), labels, List.of(overrides));
  }

  @Test
  void learnsFromSoftLabelsAloneAtTheTemperatureTwo() {
    RunFile file = read();

    assertThat(file.data().train()).isEmpty();
    assertThat(file.data().fewShot()).isEmpty();
    assertThat(file.data().softLabels()).contains(labels);
    assertThat(file.training().temperature()).isEqualTo(2, within(0.0));
    assertThat(file.training().select()).isEqualTo(TrainingOptions.Select.LAST);
    assertThat(file.verbalizer().kind()).isEqualTo(VerbalizerKind.HEAD);
    assertThat(file.verbalizer().labels()).containsExactly("football", "weather");
    assertThat(file.template().text()).contains("{\"placeholder\": \"text_a\"}");
    // what the recipe says under distil
    assertThat(file.training().epochs()).isEqualTo(1);
  }

  @Test
  void whatIsAskedForLiesOverAllElse() {
    RunFile file = read("training.epochs=7", "verbalizer.head.transform=false");

    assertThat(file.training().epochs()).isEqualTo(7);
    assertThat(file.verbalizer().kind()).isEqualTo(VerbalizerKind.HEAD);
    assertThat(file.verbalizer().head().orElseThrow().transform()).isFalse();
  }

  @Test
  void aPromptMayLearnInThePlaceOfAHead() {
    RunFile file =
        read("verbalizer.kind=soft", "template='{\"mask\"} : {\"placeholder\":\"text_a\"}'");

    assertThat(file.verbalizer().kind()).isEqualTo(VerbalizerKind.SOFT);
    assertThat(file.verbalizer().words()).containsKeys("football", "weather");
  }

  @Test
  void aPlainRunFileServesAsWellAndAPairStaysOne() {
    tiny.write(HEAD_RUN);

    RunFile file = read();

    assertThat(file.template().text())
        .contains(
            "{\"placeholder\": \"text_a\"} {\"special\": \"<sep>\"} {\"placeholder\": \"text_b\"}");
    // two lines are one step, and a thousand steps are wanted
    assertThat(file.training().epochs()).isEqualTo(1000);
  }

  @Test
  void fewTextsAreSeenOftenEnoughToLearnFrom() {
    TrainingOptions training = TrainingOptions.defaults().withBatchSize(8);

    // 40 texts are 5 steps of 8, and a thousand steps 200 times as many
    assertThat(Distillation.epochs(40, training)).isEqualTo(200);
    // 2,000 are 250 steps
    assertThat(Distillation.epochs(2000, training)).isEqualTo(4);
    // 5,000 are 625: the least is three
    assertThat(Distillation.epochs(5000, training)).isEqualTo(3);
    assertThat(Distillation.epochs(1, training)).isEqualTo(1000);
  }

  @Test
  void classWeightsAndTheFolderOfTheFileStayBehind() {
    tiny.write(HEAD_RUN + "out: taken\n");
    String plain = read().training().toString();
    tiny.write((HEAD_RUN + "out: taken\n").replace("{epochs: 2,", "{balanced: true, epochs: 2,"));

    assertThat(read().training().toString()).isEqualTo(plain);
    assertThat(read().out()).isEmpty();
    assertThat(read("out=own").out()).isPresent();
    tiny.write(HEAD_RUN.replace("{epochs: 2,", "{class_weights: {weather: 2}, epochs: 2,"));
    assertThat(read().training().classWeights()).isEmpty();
  }

  @Test
  void aRecipeOfLmBffServesAsItsRunFile() {
    TinyLmBff.in(folder);

    RunFile file = read();

    assertThat(file.verbalizer().kind()).isEqualTo(VerbalizerKind.HEAD);
    assertThat(file.verbalizer().labels()).containsExactly("football", "weather");
    assertThat(file.template().text()).contains("{\"placeholder\": \"text_a\"}");
    // two lines are one step, and a thousand steps are wanted
    assertThat(file.training().epochs()).isEqualTo(1000);
    assertThat(file.data().fewShot()).isEmpty();
  }

  @Test
  void theRunTrainsOnEveryLine() {
    RunFile file = read().withOut(folder.resolve("out"));

    RunResult result =
        Run.begin(file, "distilled", "cloze distil").execute(Progress.SILENT, Run.Listener.SILENT);

    assertThat(result.seeds().get(0).trained()).isEqualTo(2);
  }
}
