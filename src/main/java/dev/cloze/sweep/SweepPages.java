package dev.cloze.sweep;

import com.google.common.collect.ImmutableList;
import dev.cloze.base.OptionsWriter;
import dev.cloze.report.Fact;
import dev.cloze.report.Provenance;
import dev.cloze.report.ReportFile;
import dev.cloze.report.SweepChoice;
import dev.cloze.report.SweepPage;
import dev.cloze.report.SweepPageRow;
import dev.cloze.run.WholeFile;
import dev.cloze.train.Interval;
import dev.cloze.train.Summary;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes the page of a sweep. */
final class SweepPages {
  private final SweepFolder folder;
  private final Plan plan;
  private final SweepResult result;
  private final SweepRecord begun;

  SweepPages(SweepFolder folder, Plan plan, SweepResult result) {
    this.folder = folder;
    this.plan = plan;
    this.result = result;
    this.begun = folder.read();
  }

  /** Writes {@code report.html} and returns its path. */
  Path write() {
    try {
      return ReportFile.write(folder.file(ReportFile.NAME), page());
    } catch (UncheckedIOException e) {
      throw WholeFile.unwritable(folder.path(), e.getCause());
    }
  }

  private SweepPage page() {
    return new SweepPage(
        String.valueOf(folder.path().toAbsolutePath().normalize().getFileName()),
        Instant.now(),
        what(),
        result.metric().title(),
        result.curve(),
        summary(),
        result.rows().stream().map(SweepPages::row).collect(ImmutableList.toImmutableList()),
        result.rows().stream()
            .flatMap(SweepPages::choices)
            .collect(ImmutableList.toImmutableList()),
        new Provenance(facts(), begun.command()));
  }

  private String what() {
    long methods =
        result.rows().stream()
            .filter(row -> row.kind() == SweepRow.Kind.METHOD)
            .map(SweepRow::name)
            .distinct()
            .count();
    return "%d %s in %d runs%s."
        .formatted(
            methods,
            methods == 1 ? "method" : "methods",
            plan.runs(),
            result.curve().map(axis -> ", over " + axis).orElse(""));
  }

  private ImmutableList<Fact> summary() {
    SweepOptions options = plan.options();
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    if (!options.rows().isEmpty()) {
      facts.add(Fact.of("compared", String.join(", ", options.rows())));
    }
    if (!options.choose().isEmpty()) {
      facts.add(Fact.of("chosen on dev", String.join(", ", options.choose())));
    }
    options.curve().ifPresent(axis -> facts.add(Fact.of("curve", axis)));
    if (!options.seeds().data().isEmpty()) {
      facts.add(Fact.of("data seeds", joined(options.seeds().data().stream())));
    }
    facts.add(
        Fact.of(
            "training seeds",
            joined(plan.planned().stream().flatMap(c -> c.file().allSeeds().stream()).distinct())));
    return facts.build();
  }

  private static String joined(Stream<Long> seeds) {
    return seeds.map(String::valueOf).collect(Collectors.joining(", "));
  }

  private static SweepPageRow row(SweepRow row) {
    return new SweepPageRow(
        row.name(),
        optional(row.curve()),
        optional(row.dev().map(Summary::mean)),
        row.figures().stream().map(SweepRow.Figure::test).collect(ImmutableList.toImmutableList()),
        row.kind() == SweepRow.Kind.METHOD,
        row.difference()
            .map(
                difference ->
                    new SweepPageRow.Against(
                        difference.mean(),
                        difference.texts().map(SweepPages::sure),
                        difference.seeds().map(SweepPages::sure))));
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.isPresent() ? OptionalDouble.of(value.get()) : OptionalDouble.empty();
  }

  private static SweepPageRow.Sure sure(Difference.Test test) {
    return new SweepPageRow.Sure(new Interval(test.low(), test.high()), test.p());
  }

  private static Stream<SweepChoice> choices(SweepRow row) {
    return row.choices().stream()
        .map(
            choice ->
                new SweepChoice(
                    row.name()
                        + row.curve().map(place -> " at " + SweepTable.number(place)).orElse(""),
                    SweepTable.draw(choice),
                    String.join(", ", choice.values().values()),
                    choice.dev()));
  }

  private ImmutableList<Fact> facts() {
    ImmutableList.Builder<Fact> facts = ImmutableList.builder();
    facts.add(Fact.of("begun", begun.started()));
    facts.add(Fact.of("Cloze", begun.cloze()));
    begun.hashes().forEach((path, hash) -> facts.add(Fact.literal(path, "SHA-256 " + hash)));
    facts.add(Fact.literal("settings", OptionsWriter.write(plan.options())));
    facts.add(
        Fact.literal(
            "cells",
            plan.cells().stream()
                .map(cell -> cell.name() + ".yaml")
                .collect(Collectors.joining("\n"))));
    return facts.build();
  }
}
