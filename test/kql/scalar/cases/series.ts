import type { Cases } from '../case.ts';

const both = 'dynamic([1,2,4]), dynamic([4,2,1])';

export const seriesCases: Cases = {
  series_add: [
    [`series_add(${both})`, '[5,4,5]'],
    ['series_add(dynamic([1,2]), dynamic([1,"a",3]))', '[2,null,null]'],
  ],
  series_subtract: [[`series_subtract(${both})`, '[-3,0,3]']],
  series_multiply: [[`series_multiply(${both})`, '[4,4,4]']],
  series_equals: [[`series_equals(${both})`, '[false,true,false]']],
  series_not_equals: [[`series_not_equals(${both})`, '[true,false,true]']],
  series_greater: [[`series_greater(${both})`, '[false,false,true]']],
  series_greater_equals: [[`series_greater_equals(${both})`, '[false,true,true]']],
  series_less: [[`series_less(${both})`, '[true,false,false]']],
  series_less_equals: [[`series_less_equals(${both})`, '[true,true,false]']],
  series_abs: [['series_abs(dynamic([-6.5,0,8]))', '[6.5,0,8]']],
  series_sign: [['series_sign(dynamic([-6,0,8]))', '[-1,0,1]']],
  series_exp: [['series_exp(dynamic([0]))', '[1]']],
  series_ceiling: [['series_ceiling(dynamic([1.5]))', '[2]']],
  series_floor: [['series_floor(dynamic([-1.5]))', '[-2]']],
  series_sum: [
    ['series_sum(dynamic([1,2,3,4]))', '10'],
    ['series_sum(dynamic([1,"a"]))', null],
  ],
  series_product: [['series_product(dynamic([1,2,3,4]))', '24']],
  series_magnitude: [['series_magnitude(dynamic([3,4]))', '5']],
  series_dot_product: [[`series_dot_product(${both})`, '12']],
  series_fill_forward: [['series_fill_forward(dynamic([null,1,null,2]))', '[null,1,1,2]']],
  series_fill_backward: [['series_fill_backward(dynamic([null,1,null,2,null]))', '[1,1,2,2,null]']],
  series_fill_const: [['series_fill_const(dynamic([1,null]), -1)', '[1,-1]']],
  geo_distance_2points: [
    ['round(geo_distance_2points(-122.407628, 47.578557, -118.275287, 34.019056), 3)', '1546754.352'],
    ['geo_distance_2points(300.0, 1.0, 1.0, 1.0)', null],
  ],
  geo_azimuth: [
    ['round(degrees(geo_azimuth(5.0, 10.0, 10.0, -40.0)), 6)', '175.015654'],
    ['round(degrees(geo_azimuth(0.0, 0.0, -1.0, 0.0)), 6)', '270'],
    ['geo_azimuth(5.0, 10.0, 5.0, 10.0)', null],
  ],
  geo_angle: [
    ['round(geo_angle(0.0, 10.0, 0.0, 5.0, 3.0, -10.0), 9)', '2.944938434'],
    ['round(degrees(geo_angle(1.0, 0.0, 0.0, 0.0, 0.0, 1.0)), 6)', '270'],
  ],
  geo_point_in_circle: [
    ['geo_point_in_circle(-122.143564, 47.535677, -122.100896, 47.527351, 3500)', 'True'],
    ['geo_point_in_circle(-122.137575, 47.630683, -122.100896, 47.527351, 3500)', 'False'],
  ],
  geo_point_to_geohash: [
    ['geo_point_to_geohash(-80.195829, 25.802215, 8)', 'dhwfz15h'],
    ['geo_point_to_geohash(200.0, 1.0, 8)', ''],
  ],
  geo_geohash_to_central_point: [
    ['geo_geohash_to_central_point("sunny")', '{"type":"Point","coordinates":[42.47314453125,23.70849609375]}'],
    ['geo_geohash_to_central_point("a")', null],
  ],
  geo_geohash_to_polygon: [['geo_geohash_to_polygon("dr5ru").coordinates[0][0]', '[-74.00390625,40.7373046875]']],
};
