package dev.cloze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cloze.base.Nearest;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmokeTest {
  @Test
  void nearest() {
    assertThat(Nearest.to("lorra", List.of("lora", "prefix"))).contains("lora");
  }
}
