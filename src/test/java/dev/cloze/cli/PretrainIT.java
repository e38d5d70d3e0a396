package dev.cloze.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pretraining as packaged. */
class PretrainIT {
  private static final String EXAMPLE =
      Path.of("examples/first-pretrain.yaml").toAbsolutePath().toString();
  private static final ImmutableList<String> SHORT =
      ImmutableList.of("--set", "training.steps=60", "--set", "watch.save_every=0");

  @TempDir Path folder;

  @Test
  void pretrainsAModelThatFillsMasks() throws Exception {
    ClozeJar.Result result = pretrain("--out", "small");

    assertThat(result.status()).as(result.err()).isEqualTo(0);
    assertThat(result.out())
        .containsPattern("^bert: 2 layers of 64, 1000 tokens, 0\\.1\\d M parameters")
        .containsPattern("step 0: held out \\d\\.\\d+, right \\d+\\.\\d+ %\n")
        .containsPattern("step 60: loss \\d\\.\\d+, held out \\d\\.\\d+, right \\d+\\.\\d+ %")
        .containsPattern("done after 60 steps, \\d+\\.\\d minutes: small/model\n")
        .contains("results: small, and as a page small/report.html\n")
        .containsPattern("cloze run examples/quickstart.yaml --set model.path=small/model\n.*\n$");
    ClozeJar.Result explained =
        new ClozeJar(folder)
            .run("explain", "--model", "small/model", "--template", "the {\"mask\"} of a model.");
    assertThat(explained.out()).contains("[CLS]/ad the/te [MASK]/ma of/te a/te model/te ./te");
  }

  @Test
  void endsWithTheSameWeightsWhenItWasKilled() throws Exception {
    assertThat(pretrain("--out", "whole").status()).isEqualTo(0);
    Path killed = folder.resolve("killed");
    Process process = new ClozeJar(folder).start(arguments("--out", "killed"));
    while (measurements(killed) < 2 && process.isAlive()) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
    process.destroyForcibly().waitFor();

    ClozeJar.Result rest = new ClozeJar(folder).run("pretrain", "--resume", "killed");

    assertThat(rest.status()).as(rest.err()).isEqualTo(0);
    for (String name : ImmutableList.of("state.safetensors", "model/model.safetensors")) {
      assertThat(killed.resolve(name))
          .hasSameBinaryContentAs(folder.resolve("whole").resolve(name));
    }
  }

  private static long measurements(Path out) throws IOException {
    Path metrics = out.resolve("metrics.jsonl");
    return Files.exists(metrics) ? Files.readAllLines(metrics).size() : 0;
  }

  @Test
  void asksForAFileOrAFolder() throws Exception {
    ClozeJar.Result neither = new ClozeJar(folder).run("pretrain");
    ClozeJar.Result both = new ClozeJar(folder).run("pretrain", EXAMPLE, "--resume", "small");

    for (ClozeJar.Result result : ImmutableList.of(neither, both)) {
      assertThat(result.status()).isEqualTo(2);
      assertThat(result.errorLines())
          .singleElement()
          .asString()
          .contains("FILE, with or without --out, or --resume FOLDER belongs there");
    }
  }

  private ClozeJar.Result pretrain(String... more) throws IOException, InterruptedException {
    return new ClozeJar(folder).run(arguments(more));
  }

  private static String[] arguments(String... more) {
    return ImmutableList.<String>builder()
        .add("pretrain", EXAMPLE, "--set", "watch.evaluate_every=15")
        .addAll(SHORT)
        .add(more)
        .build()
        .toArray(String[]::new);
  }
}
