package dev.cloze.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsErrorTest {
  @ParameterizedTest
  @EnumSource(WeightsError.class)
  void everyCodeHasItsPage(WeightsError error) throws IOException {
    assertThat(Files.readString(Path.of(error.page())))
        .startsWith("# " + error.code() + ": ")
        .contains("\n## What it means\n", "\n## Example\n", "\n## How to mend it\n")
        .contains("\n" + error.code() + ": ", "[" + error.page() + "]\n");
  }
}
