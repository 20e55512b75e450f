package org.trialwright.statistics;

/**
 * What tests of several groups need of the rows: at each time with an event, how many were at risk
 * and how many had it, group by group. Strata stand one after the other, times ascending within.
 */
final class EventTable {
  final int groups;

  /** At risk, {@code groups} numbers an event time. */
  final int[] atRisk;

  /** Events, {@code groups} numbers an event time. */
  final int[] events;

  /** S(t−) of the product-limit curve of all groups of the stratum together. */
  final double[] survivalBefore;

  private EventTable(int groups, int size) {
    this.groups = groups;
    atRisk = new int[size * groups];
    events = new int[size * groups];
    survivalBefore = new double[size];
  }

  /**
   * The table.
   *
   * @param group 0 to groups − 1, one a row
   * @param stratum 0 to strata − 1, one a row
   */
  static EventTable of(FollowUp followUp, int[] group, int groups, int[] stratum, int strata) {
    Timeline[] parts = Timeline.of(followUp.times()).split(stratum, strata);
    int size = 0;
    for (Timeline part : parts) {
      size += eventTimes(part, followUp);
    }
    EventTable table = new EventTable(groups, size);
    int at = 0;
    for (Timeline part : parts) {
      at = table.fill(at, part, followUp, group);
    }
    return table;
  }

  private static int eventTimes(Timeline part, FollowUp followUp) {
    int size = 0;
    for (int j = 0; j < part.size(); j++) {
      boolean any = false;
      for (int i = part.first[j]; i < part.first[j + 1]; i++) {
        any |= followUp.isEvent(part.row[i]);
      }
      size += any ? 1 : 0;
    }
    return size;
  }

  /** Fills in one stratum from place {@code at} on and returns the place after it. */
  private int fill(int at, Timeline part, FollowUp followUp, int[] group) {
    int[] now = new int[groups];
    for (int i : part.row) {
      now[group[i]]++;
    }
    int[] waiting = new int[0];
    int next = 0;
    if (followUp.hasStarts()) {
      waiting = Timeline.of(followUp.starts()).row;
      now = new int[groups];
    }
    boolean[] mine = followUp.hasStarts() ? rowsOf(part, followUp.size()) : new boolean[0];
    int[] died = new int[groups];
    double survival = 1;
    for (int j = 0; j < part.size(); j++) {
      for (; next < waiting.length && followUp.start(waiting[next]) < part.time[j]; next++) {
        now[group[waiting[next]]] += mine[waiting[next]] ? 1 : 0;
      }
      int allDied = 0;
      for (int i = part.first[j]; i < part.first[j + 1]; i++) {
        int row = part.row[i];
        died[group[row]] += followUp.status(row);
        allDied += followUp.status(row);
      }
      if (allDied > 0) {
        int allNow = 0;
        for (int g = 0; g < groups; g++) {
          atRisk[at * groups + g] = now[g];
          events[at * groups + g] = died[g];
          allNow += now[g];
          died[g] = 0;
        }
        survivalBefore[at++] = survival;
        survival *= (double) (allNow - allDied) / allNow;
      }
      for (int i = part.first[j]; i < part.first[j + 1]; i++) {
        now[group[part.row[i]]]--;
      }
    }
    return at;
  }

  private static boolean[] rowsOf(Timeline part, int rows) {
    boolean[] mine = new boolean[rows];
    for (int i : part.row) {
      mine[i] = true;
    }
    return mine;
  }

  /** The number of event times of all strata. */
  int size() {
    return survivalBefore.length;
  }

  int atRisk(int time, int group) {
    return atRisk[time * groups + group];
  }

  int events(int time, int group) {
    return events[time * groups + group];
  }

  int allAtRisk(int time) {
    int sum = 0;
    for (int g = 0; g < groups; g++) {
      sum += atRisk(time, g);
    }
    return sum;
  }

  int allEvents(int time) {
    int sum = 0;
    for (int g = 0; g < groups; g++) {
      sum += events(time, g);
    }
    return sum;
  }
}
