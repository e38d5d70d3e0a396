package dev.cloze.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TfIdfTest {
  private static final TfIdf FITTED =
      TfIdf.fit(
          List.of(
              ImmutableList.of("soup", "soup", "bread"),
              ImmutableList.of("soup"),
              ImmutableList.of("engine")));

  @Test
  void columnsAreInTheOrderOfFirstUse() {
    assertThat(FITTED.size()).isEqualTo(3);
    assertThat(FITTED.row(List.of("engine", "soup", "bread")).columns().asList())
        .containsExactly(2, 0, 1);
  }

  @Test
  void weighsCountTimesRarityOverLength() {
    // three texts, soup in two, bread in one: ln(4/3) + 1 and ln(4/2) + 1, soup twice
    double soup = 2 * (Math.log(4.0 / 3) + 1);
    double bread = Math.log(2) + 1;
    double length = Math.sqrt(soup * soup + bread * bread);

    SparseRow row = FITTED.row(List.of("soup", "bread", "soup"));

    assertThat(row.columns().asList()).containsExactly(0, 1);
    assertThat(row.values().get(0)).isCloseTo(soup / length, within(1e-15));
    assertThat(row.values().get(1)).isCloseTo(bread / length, within(1e-15));
  }

  @Test
  void unknownTermsAreLeftOut() {
    assertThat(FITTED.row(List.of("tea", "engine", "tea")).values().asList()).containsExactly(1.0);
    assertThat(FITTED.row(List.of("tea")).size()).isZero();
  }
}
