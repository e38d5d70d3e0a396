package dev.cloze.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final Site QUERY = new Site.Linear("attention.query", 0, Site.Role.QUERY, 4, 4);
  private static final Site HEAD = new Site.Head("head", 4);

  @Test
  void touchesTheSitesThatAreBoundAndNoOthers() {
    Intervention.OnHead nothing = (site, hidden, pass) -> hidden;
    Plan plan = Plan.of(ImmutableMap.of(HEAD, nothing));

    assertThat(plan.touches(List.of(QUERY, HEAD))).isTrue();
    assertThat(plan.touches(List.of(QUERY))).isFalse();
    assertThat(Plan.EMPTY.touches(List.of(QUERY, HEAD))).isFalse();
    assertThat(plan.at(HEAD, Intervention.OnHead.class)).containsSame(nothing);
    assertThat(plan.at(QUERY, Intervention.OnLinear.class)).isEmpty();
  }

  @Test
  void failsWhenAnInterventionIsOfAnotherKindThanItsSite() {
    Intervention.OnHead onHead = (site, hidden, pass) -> hidden;

    assertThatThrownBy(() -> Plan.of(ImmutableMap.of(QUERY, onHead)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("attention.query")
        .hasMessageContaining("takes a OnLinear");
  }
}
