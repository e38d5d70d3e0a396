package dev.cloze.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cloze.base.ClozeException;
import dev.cloze.base.Options;
import dev.cloze.base.Setting;
import dev.cloze.base.Yaml;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Small files of examples in a folder of their own, and what readers make of them. */
final class DataFiles {
  static final Labels LABELS = Labels.of(LabelSet.of(ImmutableList.of("world", "sports")));

  private final Path folder;

  DataFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes a file in UTF-8. */
  DataSource write(String name, String text) {
    return write(name, text.getBytes(StandardCharsets.UTF_8));
  }

  DataSource write(String name, byte[] bytes) {
    try {
      return DataSource.of(Files.write(folder.resolve(name), bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A source as a settings file in the folder says it. */
  DataSource settings(String yaml) {
    DataSource file = write("run.yaml", "data:\n  train: " + yaml + "\n");
    Setting.Mapping data = (Setting.Mapping) Yaml.read(file.path()).entries().get("data");
    return Options.bind(data, Train.class).train();
  }

  /** A part of a run file. */
  record Train(DataSource train) {}

  static ImmutableList<Example> read(DataSource source) {
    return ExampleReader.read(source, LABELS);
  }

  static ImmutableList<Example> stream(DataSource source, Optional<Labels> labels) {
    try (ExampleStream examples = ExampleStream.open(source, labels)) {
      return ImmutableList.copyOf(examples);
    }
  }

  static ImmutableList<Example> stream(String text, DataSource source) {
    ByteArrayInputStream in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    try (ExampleStream examples = ExampleStream.of(in, source, Optional.of(LABELS))) {
      return ImmutableList.copyOf(examples);
    }
  }

  static Example example(String id, int label, String textA) {
    return Example.of(textA).withId(id).withLabel(label);
  }

  static Example example(String id, int label, ImmutableMap<String, String> fields) {
    return new Example(id, fields, ImmutableMap.of(), java.util.OptionalInt.of(label));
  }

  /** Expects an error of one line, whose message may begin with the name of the folder. */
  void assertFails(DataError code, String message, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            ClozeException.class,
            e -> {
              assertThat(e.getMessage().replace(folder + "/", "")).isEqualTo(message);
              assertThat(e.getMessage()).doesNotContain("\n");
              assertThat(e.code()).isEqualTo(code);
            });
  }
}
