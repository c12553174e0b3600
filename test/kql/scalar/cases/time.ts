import type { Cases } from '../case.ts';

const t = 'datetime(2017-10-29 13:02:03.765432)';

export const timeCases: Cases = {
  now: [
    ['now()', '2024-02-29T12:34:56.7890000Z'],
    ['now(-1d)', '2024-02-28T12:34:56.7890000Z'],
    ['now() - now()', '00:00:00'],
  ],
  ago: [
    ['ago(1h)', '2024-02-29T11:34:56.7890000Z'],
    ['ago(-1d)', '2024-03-01T12:34:56.7890000Z'],
  ],
  around: [
    ['around(datetime(2021-01-01 01:31), datetime(2021-01-01 01:30), 1min)', 'True'],
    ['around(datetime(2021-01-01 01:32), datetime(2021-01-01 01:30), 1min)', 'False'],
    ['around(5, 3, 1)', 'False'],
  ],
  startofday: [
    [`startofday(${t})`, '2017-10-29T00:00:00.0000000Z'],
    [`startofday(${t}, -1)`, '2017-10-28T00:00:00.0000000Z'],
    ['startofday(datetime(1901-02-03 04:05))', '1901-02-03T00:00:00.0000000Z'],
    ['startofday(datetime(null))', null],
  ],
  startofweek: [
    [`startofweek(${t})`, '2017-10-29T00:00:00.0000000Z'],
    ['startofweek(datetime(2017-10-28 23:59))', '2017-10-22T00:00:00.0000000Z'],
    [`startofweek(${t}, 1)`, '2017-11-05T00:00:00.0000000Z'],
  ],
  startofmonth: [
    [`startofmonth(${t})`, '2017-10-01T00:00:00.0000000Z'],
    ['startofmonth(datetime(2024-03-31), -1)', '2024-02-01T00:00:00.0000000Z'],
  ],
  startofyear: [[`startofyear(${t}, 1)`, '2018-01-01T00:00:00.0000000Z']],
  endofday: [
    ['datetime(2017-01-01 23:59:59.999999) <= endofday(datetime(2017-01-01))', 'True'],
    ['datetime(2017-01-02) <= endofday(datetime(2017-01-01))', 'False'],
    ['datetime(2017-01-02) > endofday(datetime(2017-01-01))', 'True'],
  ],
  endofweek: [['datetime(2017-01-08) between (datetime(2017-01-01) .. endofweek(datetime(2017-01-03)))', 'False']],
  endofmonth: [['datetime(2024-02-29 23:00) <= endofmonth(datetime(2024-02-01))', 'True']],
  endofyear: [['endofyear(datetime(2024-02-01)) >= datetime(2024-12-31 23:59)', 'True']],
  dayofweek: [
    ['dayofweek(datetime(1970-05-12))', '2.00:00:00'],
    [`dayofweek(${t})`, '00:00:00'],
  ],
  dayofmonth: [[`dayofmonth(${t})`, '29']],
  dayofyear: [['dayofyear(datetime(2015-12-14))', '348']],
  hourofday: [[`hourofday(${t})`, '13']],
  monthofyear: [[`monthofyear(${t})`, '10']],
  getmonth: [[`getmonth(${t})`, '10']],
  getyear: [[`getyear(${t})`, '2017']],
  week_of_year: [
    ['week_of_year(datetime(2020-12-31))', '53'],
    ['week_of_year(datetime(1970-01-01))', '1'],
  ],
  make_datetime: [
    ['make_datetime(2017, 10, 01)', '2017-10-01T00:00:00.0000000Z'],
    ['make_datetime(2017, 10, 01, 12, 10)', '2017-10-01T12:10:00.0000000Z'],
    ['make_datetime(2017, 10, 01, 12, 11, 0.123456)', '2017-10-01T12:11:00.1234560Z'],
    ['make_datetime(2017, 2, 29)', null],
    ['make_datetime(2017, 1, 1, 24, 0)', null],
  ],
  make_timespan: [
    ['make_timespan(1, 12)', '01:12:00'],
    ['make_timespan(1, 12, 23)', '01:12:23'],
    ['make_timespan(1, 12, 30, 55)', '1.12:30:55'],
  ],
  unixtime_seconds_todatetime: [
    ['unixtime_seconds_todatetime(1546300800)', '2019-01-01T00:00:00.0000000Z'],
    ['unixtime_seconds_todatetime(-1)', '1969-12-31T23:59:59.0000000Z'],
    ['unixtime_seconds_todatetime(1546300800.5)', '2019-01-01T00:00:00.5000000Z'],
    ['unixtime_seconds_todatetime(9223372036854775807)', null],
  ],
  unixtime_milliseconds_todatetime: [
    ['unixtime_milliseconds_todatetime(1546300800123)', '2019-01-01T00:00:00.1230000Z'],
  ],
  unixtime_microseconds_todatetime: [
    ['unixtime_microseconds_todatetime(1546300800000001)', '2019-01-01T00:00:00.0000010Z'],
  ],
  unixtime_nanoseconds_todatetime: [
    ['unixtime_nanoseconds_todatetime(1546300800000000000)', '2019-01-01T00:00:00.0000000Z'],
  ],
  datetime_local_to_utc: [
    ['datetime_local_to_utc(datetime(2022-07-01 12:00), "Europe/Brussels")', '2022-07-01T10:00:00.0000000Z'],
    ['datetime_local_to_utc(datetime(2022-03-27 02:00), "Europe/Brussels")', '2022-03-27T00:00:00.0000000Z'],
  ],
  datetime_utc_to_local: [
    ['datetime_utc_to_local(datetime(2022-07-01 10:00), "Europe/Brussels")', '2022-07-01T12:00:00.0000000Z'],
  ],
  datetime_add: [
    ['datetime_add("year", 1, datetime(2024-02-29))', '2025-02-28T00:00:00.0000000Z'],
    ['datetime_add("quarter", 1, datetime(2017-01-01))', '2017-04-01T00:00:00.0000000Z'],
    ['datetime_add("Month", 1, datetime(2024-01-31))', '2024-02-29T00:00:00.0000000Z'],
    ['datetime_add("week", -1, datetime(2017-01-08))', '2017-01-01T00:00:00.0000000Z'],
    ['datetime_add("millisecond", 5, datetime(2017-01-01))', '2017-01-01T00:00:00.0050000Z'],
  ],
  datetime_diff: [
    ['datetime_diff("year", datetime(2017-01-01), datetime(2000-12-31))', '17'],
    ['datetime_diff("quarter", datetime(2017-07-01), datetime(2017-03-30))', '2'],
    ['datetime_diff("week", datetime(2017-10-29), datetime(2017-09-30 23:59))', '5'],
    ['datetime_diff("day", datetime(2017-10-29), datetime(2017-09-30 23:59))', '29'],
    ['datetime_diff("hour", datetime(2017-10-31 01:00), datetime(2017-10-30 23:59))', '2'],
    ['datetime_diff("minute", datetime(2017-10-30 23:00:59), datetime(2017-10-30 23:05:01))', '-5'],
    ['datetime_diff("millisecond", datetime(2017-10-30 23:00:00.2001), datetime(2017-10-30 23:00:00.1009))', '100'],
  ],
  datetime_part: [
    [`datetime_part("year", ${t})`, '2017'],
    [`datetime_part("Quarter", ${t})`, '4'],
    [`datetime_part("week_of_year", ${t})`, '43'],
    [`datetime_part("dayOfYear", ${t})`, '302'],
    [`datetime_part("millisecond", ${t})`, '765'],
    [`datetime_part("microsecond", ${t})`, '765432'],
    [`datetime_part("nanosecond", ${t})`, '765432000'],
  ],
  format_datetime: [
    ['format_datetime(datetime(2017-01-29 09:00:05), "yy-MM-dd [HH:mm:ss]")', '17-01-29 [09:00:05]'],
    ['format_datetime(datetime(2017-01-29 09:00:05), "yyyy-M-dd [H:mm:ss]")', '2017-1-29 [9:00:05]'],
    ['format_datetime(datetime(2017-01-29 21:00:05), "yy-MM-dd [hh:mm:ss tt]")', '17-01-29 [09:00:05 PM]'],
    ['format_datetime(datetime(2017-01-29 00:30), "h tt")', '12 AM'],
    [`format_datetime(${t}, "s.fff")`, '3.765'],
    ['format_datetime(datetime(null), "yyyy")', ''],
  ],
  format_timespan: [
    ['format_timespan(time(29.09:00:05.12345), "dd.hh:mm:ss:FF")', '29.09:00:05:12'],
    ['format_timespan(time(29.09:00:05.12345), "ddd.h:mm:ss [fffffff]")', '029.9:00:05 [1234500]'],
  ],
};
