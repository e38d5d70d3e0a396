package dev.cloze.sweep;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static com.google.common.collect.ImmutableSet.toImmutableSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Multimaps;
import dev.cloze.train.Summary;
import dev.cloze.train.TrainingOptions;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Makes rows of what the cells gave. */
final class Results {
  private final Plan plan;
  private final TrainingOptions.Metric metric;
  private final ImmutableList<Outcome> outcomes;

  Results(Plan plan, List<Outcome> outcomes) {
    this.plan = plan;
    this.metric = plan.options().metric();
    // in the order of the axes, whatever the order in which they ran
    this.outcomes =
        ImmutableList.sortedCopyOf(
            Comparator.comparingInt(outcome -> outcome.cell().place()), outcomes);
  }

  SweepResult result() {
    ImmutableSet<Optional<Double>> places =
        outcomes.stream().map(outcome -> outcome.cell().curve()).collect(toImmutableSet());
    ImmutableList<ImmutableList<SweepRow>> columns =
        places.stream().map(this::rows).collect(toImmutableList());
    ImmutableList.Builder<SweepRow> rows = ImmutableList.builder();
    for (int row = 0; row < columns.get(0).size(); row++) {
      int place = row;
      columns.stream().filter(c -> place < c.size()).map(c -> c.get(place)).forEach(rows::add);
    }
    return new SweepResult(metric, plan.options().curve(), rows.build());
  }

  /** All rows at one place of the curve. */
  private ImmutableList<SweepRow> rows(Optional<Double> place) {
    ImmutableList<Method> methods = methods(place);
    Comparing comparing = new Comparing(methods.get(0), metric);
    ImmutableList.Builder<SweepRow> rows = ImmutableList.builder();
    for (Method method : methods) {
      Optional<Difference> difference =
          method.equals(methods.get(0)) ? Optional.empty() : Optional.of(comparing.with(method));
      rows.add(
          row(
              method.name(),
              SweepRow.Kind.METHOD,
              place,
              method.figures(metric),
              difference,
              method.choices()));
    }
    if (!plan.options().ensemble().isEmpty()) {
      Ensembles ensembles = new Ensembles(methods, metric);
      rows.add(
          row(
              "median of the " + methods.size(),
              SweepRow.Kind.MEDIAN,
              place,
              ensembles.median(),
              Optional.empty(),
              ImmutableList.of()));
      for (EnsembleKind kind : plan.options().ensemble()) {
        Ensembles.Combined combined = ensembles.of(kind);
        rows.add(
            row(
                kind.rowName(),
                SweepRow.Kind.ENSEMBLE,
                place,
                combined.figures(),
                Optional.of(comparing.with(combined.figures(), combined.answers())),
                ImmutableList.of()));
      }
    }
    return rows.build();
  }

  private static SweepRow row(
      String name,
      SweepRow.Kind kind,
      Optional<Double> place,
      ImmutableList<SweepRow.Figure> figures,
      Optional<Difference> difference,
      ImmutableList<SweepRow.Choice> choices) {
    boolean hasDev = figures.stream().allMatch(figure -> figure.dev().isPresent());
    return new SweepRow(
        name,
        kind,
        place,
        hasDev
            ? Optional.of(
                Summary.of(
                    figures.stream().mapToDouble(figure -> figure.dev().orElseThrow()).toArray()))
            : Optional.empty(),
        Summary.of(figures.stream().mapToDouble(SweepRow.Figure::test).toArray()),
        difference,
        figures,
        choices);
  }

  private ImmutableList<Method> methods(Optional<Double> place) {
    Choosing choosing = new Choosing(plan.options().choose(), metric);
    return Multimaps.index(
            outcomes.stream()
                .filter(outcome -> Objects.equals(outcome.cell().curve(), place))
                .toList(),
            this::values)
        .asMap()
        .entrySet()
        .stream()
        .map(entry -> method(entry.getKey(), place, entry.getValue(), choosing))
        .collect(toImmutableList());
  }

  private static Method method(
      ImmutableMap<String, String> values,
      Optional<Double> place,
      Collection<Outcome> outcomes,
      Choosing choosing) {
    Choosing.Chosen chosen = choosing.of(ImmutableList.copyOf(outcomes));
    return new Method(values, place, chosen.outcomes(), chosen.choices());
  }

  private ImmutableMap<String, String> values(Outcome outcome) {
    return ImmutableMap.copyOf(
        Maps.filterKeys(outcome.cell().values(), plan.options().rows()::contains));
  }
}
