package dev.cloze.sweep;
final class SweepPages { SweepPages(SweepFolder f, SweepResult r) {} void write() {} }
